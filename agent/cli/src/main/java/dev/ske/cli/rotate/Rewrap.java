package dev.ske.cli.rotate;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske rewrap}. */
@Command(name = "rewrap", header = "Encrypts the same values for other keys.")
public final class Rewrap implements Callable<Integer> {
    private final Shell shell;

    public Rewrap(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
