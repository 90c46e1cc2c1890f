package dev.ske.cli;

import dev.ske.cli.terminal.Nearest;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ske help [COMMAND]}. */
@Command(
        name = "help",
        header = "Explains one command, as 'COMMAND --help' does.",
        description = "Without COMMAND it lists all of them.",
        footer = {"", "Example:", "  ske help encrypt"})
final class Help implements Callable<Integer> {
    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
    private @Nullable String name;

    Help(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine all = Ske.commands(new Ske(), shell);
        CommandLine explained = name == null ? all : all.getSubcommands().get(name);
        if (explained == null) {
            List<String> near = Nearest.to(String.valueOf(name), Commands.NAMES);
            throw new UsageError(
                    "there is no such command" + (near.isEmpty() ? "" : "; did you mean " + near.get(0)),
                    "'ske --help' lists the commands");
        }
        explained.usage(shell.outWriter());
        return 0;
    }
}
