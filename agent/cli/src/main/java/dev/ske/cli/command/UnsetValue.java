package dev.ske.cli.command;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske unset}. */
@Command(name = "unset", header = "Takes one value out of a document.")
public final class UnsetValue implements Callable<Integer> {
    private final Shell shell;

    public UnsetValue(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
