package dev.ske.cli.command;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske verify}. */
@Command(name = "verify", header = "Opens every value, and shows none.")
public final class Verify implements Callable<Integer> {
    private final Shell shell;

    public Verify(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
