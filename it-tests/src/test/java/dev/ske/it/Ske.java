package dev.ske.it;

import java.nio.file.Path;

/** The command line: {@code java -jar ske-agent.jar COMMAND}, run in a folder. */
final class Ske {
    static Run run(Path folder, String... arguments) {
        return launch(folder, arguments).run();
    }

    static Run run(Path folder, Jdk jdk, String... arguments) {
        return jdk.java("-jar", Jars.agent().toString())
                .with(arguments)
                .in(folder)
                .run();
    }

    static Launch launch(Path folder, String... arguments) {
        return Jdk.running()
                .java("-XX:TieredStopAtLevel=1", "-jar", Jars.agent().toString())
                .with(arguments)
                .in(folder);
    }

    private Ske() {}
}
