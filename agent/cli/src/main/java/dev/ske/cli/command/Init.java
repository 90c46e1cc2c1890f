package dev.ske.cli.command;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske init}. */
@Command(name = "init", header = "Makes a starter document and a key.")
public final class Init implements Callable<Integer> {
    private final Shell shell;

    public Init(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
