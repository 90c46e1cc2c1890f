package dev.ske.it.leak;

import dev.ske.it.Jdk;
import dev.ske.it.Run;

/** The jcmd of the JDK that runs the tests: it attaches to JVMs of every release. */
final class Jcmd {
    static String ask(Victim victim, String... command) {
        // Two of the options halve the tool's own start.
        Run run = Jdk.running()
                .tool("jcmd", "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", Long.toString(victim.pid()))
                .with(command)
                .run();
        if (run.exit() != 0 || run.stdout().contains("java.lang.IllegalArgumentException")) {
            throw new AssertionError("jcmd " + String.join(" ", command) + ": " + run);
        }
        return run.stdout();
    }

    private Jcmd() {}
}
