package dev.ske.cli.doctor;

import dev.ske.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ske doctor}. */
@Command(name = "doctor", header = "Tells whether this machine has what SKE needs.")
public final class Doctor implements Callable<Integer> {
    private final Shell shell;

    public Doctor(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(shell.path("").toString());
    }
}
