package dev.ske.cli.compare;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske merge}. */
@Command(name = "merge", header = "Merges two changes of a document, as git's merge driver.")
public final class Merge implements Callable<Integer> {
    private final Shell shell;

    public Merge(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
