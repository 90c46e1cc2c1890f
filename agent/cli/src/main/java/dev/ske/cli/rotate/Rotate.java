package dev.ske.cli.rotate;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske rotate}. */
@Command(name = "rotate", header = "Encrypts all values again, under a new data key.")
public final class Rotate implements Callable<Integer> {
    private final Shell shell;

    public Rotate(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
