package dev.ske.cli.command;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske import}. */
@Command(name = "import", header = "Encrypts a plaintext .env file in place.")
public final class Import implements Callable<Integer> {
    private final Shell shell;

    public Import(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
