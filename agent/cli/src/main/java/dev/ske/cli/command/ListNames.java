package dev.ske.cli.command;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske keys}. */
@Command(name = "keys", header = "Lists the names of a document.")
public final class ListNames implements Callable<Integer> {
    private final Shell shell;

    public ListNames(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
