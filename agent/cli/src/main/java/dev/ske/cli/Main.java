package dev.ske.cli;

import dev.ske.cli.terminal.Shell;

/** The entry of the command line: {@code java -jar ske-agent.jar COMMAND}. */
public final class Main {
    /** Runs a command and ends the JVM with its exit code: 0, 1 failed, 2 usage. */
    public static void main(String[] arguments) {
        System.exit(Ske.run(Shell.real(), arguments));
    }

    private Main() {}
}
