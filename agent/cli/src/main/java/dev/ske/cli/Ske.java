package dev.ske.cli;

import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Unparsed;
import dev.ske.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        description = "'ske' is bin/ske, or 'java -jar ske-agent.jar'. 'ske help COMMAND' explains a command.",
        footer = {
            "",
            "Examples:",
            "  ske init",
            "  ske encrypt secrets.yaml",
            "  ske run --path secrets.yaml -- java -jar app.jar"
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
        Errors errors = new Errors(shell, ske);
        try {
            refuseUndecoded(arguments);
            Callable<Integer> taken = taken(shell, arguments);
            int exit = taken == null ? Parsed.run(ske, errors, shell, arguments) : call(taken, errors);
            if (shell.out().checkError()) {
                if (!shell.isReaderGone()) {
                    errors.print("standard output cannot be written", "is the disk full?");
                }
                return exit == 0 ? FAILED : exit;
            }
            return exit;
        } catch (UsageError undecoded) {
            return errors.of(undecoded);
        } catch (OutOfMemoryError | StackOverflowError exhausted) {
            return errors.bug(exhausted);
        }
    }

    /** The JVM puts U+FFFD for bytes that are no characters in its locale; a name with it would be another name. */
    private static void refuseUndecoded(String... arguments) {
        for (String argument : arguments) {
            if (argument.indexOf('\uFFFD') >= 0) {
                throw new UsageError(
                        "an argument has characters that are none in this locale",
                        "set another locale, as LC_ALL=C.UTF-8");
            }
        }
    }

    /** The command, if it took its arguments because none is an option; else null. */
    private static @Nullable Callable<Integer> taken(Shell shell, String... arguments) {
        if (arguments.length == 0 || !Commands.NAMES.contains(arguments[0])) {
            return null;
        }
        for (String argument : arguments) {
            if (argument.startsWith("-")) {
                return null;
            }
        }
        Callable<Integer> command = Commands.create(arguments[0], shell);
        List<String> rest = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
        return command instanceof Unparsed && ((Unparsed) command).take(rest) ? command : null;
    }

    private static int call(Callable<Integer> command, Errors errors) {
        try {
            return command.call();
        } catch (Exception failure) {
            return errors.of(failure);
        }
    }

    boolean debug() {
        return debug;
    }

    static CommandLine commands(Ske ske, Shell shell) {
        return Parsed.commands(ske, shell);
    }

    @Override
    public Integer call() {
        throw new UsageError(
                "a command is missing", "'ske --help' lists the commands, and 'ske help COMMAND' explains one");
    }

    Ske() {}
}
