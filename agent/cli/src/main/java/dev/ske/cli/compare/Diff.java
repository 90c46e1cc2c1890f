package dev.ske.cli.compare;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske diff}. */
@Command(name = "diff", header = "Shows which values of two documents differ, and none of them.")
public final class Diff implements Callable<Integer> {
    private final Shell shell;

    public Diff(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
