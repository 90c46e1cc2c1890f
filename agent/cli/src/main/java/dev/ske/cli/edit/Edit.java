package dev.ske.cli.edit;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske edit}. */
@Command(name = "edit", header = "Opens a document in an editor, its values plain.")
public final class Edit implements Callable<Integer> {
    private final Shell shell;

    public Edit(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
