package dev.ske.cli.command;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske completion}. */
@Command(name = "completion", header = "Prints what makes a shell complete commands and options.")
public final class Completion implements Callable<Integer> {
    private final Shell shell;

    public Completion(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
