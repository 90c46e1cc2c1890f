package dev.ske.cli.run;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske run}. */
@Command(name = "run", header = "Starts a program with the secrets of a document.")
public final class RunProgram implements Callable<Integer> {
    private final Shell shell;

    public RunProgram(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
