package dev.ske.cli;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command that holds the others; alone it explains itself. */
@Command(
        name = "ske",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Encrypts the secrets in .env, YAML, JSON and .properties files.",
        description = "'ske' stands for 'java -jar ske-agent.jar'.",
        footer = {
            "",
            "Example:",
            "  ske keygen ske.key",
            "  ske encrypt --key file:ske.key secrets.yaml",
            "  ske get --key file:ske.key db.password secrets.yaml"
        })
final class Ske implements Callable<Integer> {
    static final int FAILED = 1;
    static final int USAGE = 2;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show where in the program a failure came from.")
    private boolean debug;

    /** Runs one command. */
    static int run(Shell shell, String... arguments) {
        Ske ske = new Ske();
        Errors errors = new Errors(shell, () -> ske.debug);
        try {
            int exit = commands(ske, shell)
                    .setParameterExceptionHandler(errors)
                    .setExecutionExceptionHandler(errors)
                    .execute(arguments);
            if (shell.out().checkError()) {
                errors.print("standard output cannot be written", "is the disk full, or the reader gone?");
                return exit == 0 ? FAILED : exit;
            }
            return exit;
        } catch (OutOfMemoryError | StackOverflowError exhausted) {
            return errors.bug(exhausted);
        }
    }

    static CommandLine commands(Ske ske, Shell shell) {
        CommandLine commands = new CommandLine(ske);
        for (String name : Commands.NAMES) {
            commands.addSubcommand(Commands.create(name, shell));
        }
        commands.addSubcommand(new HelpCommand());
        layOut(commands);
        commands.getSubcommands().values().forEach(Ske::layOut);
        return commands.setOut(shell.outWriter())
                .setErr(shell.errWriter())
                // an argument that begins with @ is a name or a file of the user's
                .setExpandAtFiles(false);
    }

    /** Empty lines between the parts of a help text. */
    private static void layOut(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .synopsisHeading("%nUsage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n");
    }

    @Override
    public Integer call() {
        throw new UsageError(
                "a command is missing", "'ske --help' lists the commands, and 'ske help COMMAND' explains one");
    }

    Ske() {}
}
