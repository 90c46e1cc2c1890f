package dev.ske.cli;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command that holds the others; alone it explains itself. */
@Command(
        name = "ske",
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

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Explain the command.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    /** {@code -v} is the npm package's. */
    @Option(
            names = {"-V", "-v", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print the versions of SKE and of Java.")
    @SuppressWarnings("unused") // as above
    private boolean version;

    /** Runs one command. */
    static int run(Shell shell, String... arguments) {
        Ske ske = new Ske();
        Errors errors = new Errors(shell, () -> ske.debug);
        try {
            String called = called(arguments);
            int exit = (called == null ? commands(ske, shell) : command(called, ske, shell))
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

    /** The command that is called, or null where something is asked about all of them, or there is no such one. */
    private static @Nullable String called(String... arguments) {
        for (String argument : arguments) {
            if (!argument.equals("--debug")) {
                return Commands.NAMES.contains(argument) ? argument : null;
            }
        }
        return null;
    }

    /** All commands: half a second of reflection on a small machine, so only for who asks about them. */
    static CommandLine commands(Ske ske, Shell shell) {
        CommandLine commands = root(ske);
        for (String name : Commands.NAMES) {
            commands.addSubcommand(Commands.create(name, shell));
        }
        commands.addSubcommand(new Help(shell));
        return laidOut(commands, shell);
    }

    private static CommandLine command(String name, Ske ske, Shell shell) {
        return laidOut(root(ske).addSubcommand(Commands.create(name, shell)), shell);
    }

    /** No argument is a date or anything else that picocli looks for the classes of, in each of its commands. */
    private static CommandLine root(Ske ske) {
        System.setProperty("picocli.converters.excludes", "java.*");
        return new CommandLine(ske);
    }

    private static CommandLine laidOut(CommandLine commands, Shell shell) {
        layOut(commands);
        for (CommandLine command : commands.getSubcommands().values()) {
            layOut(command);
        }
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
