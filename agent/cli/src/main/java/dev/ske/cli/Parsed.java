package dev.ske.cli;

import dev.ske.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command line as picocli reads it. */
final class Parsed {
    /** Runs one command. */
    static int run(Ske ske, Errors errors, Shell shell, String... arguments) {
        String called = called(arguments);
        ArgumentErrors handler = new ArgumentErrors(errors);
        return (called == null ? commands(ske, shell) : command(called, ske, shell))
                .setParameterExceptionHandler(handler)
                .setExecutionExceptionHandler(handler)
                .execute(arguments);
    }

    /** The command that is called; null where all are asked about, as for the completion of them, or there is no such one. */
    private static @Nullable String called(String... arguments) {
        for (String argument : arguments) {
            if (!argument.equals("--debug")) {
                boolean one = Commands.NAMES.contains(argument) && !argument.equals("completion");
                return one ? argument : null;
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

    private Parsed() {}
}
