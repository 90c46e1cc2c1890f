package dev.ske.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The agent's command line.
 *
 * @param java the command that starts it
 * @param agent the jar
 * @param folder where it runs
 * @param environment variables besides this JVM's own
 */
public record Ske(Path java, Path agent, Path folder, Map<String, String> environment) {
    /** With a JDK like the one that runs this. */
    public static Ske in(Path folder, Path agent, Map<String, String> environment) {
        return new Ske(Path.of(Jars.java()), agent, folder, environment);
    }

    /** Runs a command; its messages go on, its output does not. */
    public void run(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(java.toString(), "-jar", agent.toString()));
        all.addAll(List.of(words));
        ProcessBuilder command = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().putAll(environment);
        int exit = command.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("ske " + words[0] + " with " + java + " ended with " + exit);
        }
    }
}
