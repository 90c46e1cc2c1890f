package dev.ske.cli;

import dev.ske.agent.Failure;
import dev.ske.cli.terminal.Nearest;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.Shown;
import dev.ske.cli.terminal.UsageError;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Prints what went wrong: {@code ske: error:} and {@code ske: hint:}. An argument is never repeated, since it may be a
 * secret in the wrong place; nor is the text of an exception that is not ours.
 */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int LONGEST_WORD = 20;

    private final Shell shell;
    private final BooleanSupplier debug;

    Errors(Shell shell, BooleanSupplier debug) {
        this.shell = shell;
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        if (failure instanceof UsageError) {
            print(failure.getMessage(), ((UsageError) failure).hint());
            trace(failure);
            return Ske.USAGE;
        }
        if (failure instanceof Failure) {
            Failure known = (Failure) failure;
            print(known.getMessage() + " [" + known.code() + "]", known.hint());
            trace(failure);
            return Ske.FAILED;
        }
        if (failure instanceof IOException) {
            print(failure.getMessage(), "what was there before is unchanged");
            trace(failure);
            return Ske.FAILED;
        }
        return bug(failure);
    }

    /** A bug of ours, or a machine too small: its class is all that is shown. */
    int bug(Throwable bug) {
        print(
                "this should not happen: " + bug.getClass().getName() + " [INTERNAL]",
                "--debug shows where; please report it");
        trace(bug);
        return Ske.FAILED;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(reason(failure, command), "see '" + name + " --help'");
        trace(failure);
        return Ske.USAGE;
    }

    private static String reason(ParameterException failure, CommandLine command) {
        if (failure instanceof UnmatchedArgumentException) {
            return unmatched(
                    ((UnmatchedArgumentException) failure).getUnmatched().get(0), command);
        }
        if (failure instanceof MissingParameterException || failure instanceof OverwrittenOptionException) {
            String message = String.valueOf(failure.getMessage());
            return Character.toLowerCase(message.charAt(0)) + message.substring(1);
        }
        return failure.getArgSpec() == null
                ? "the arguments are not understood"
                : "what is given to " + failure.getArgSpec().paramLabel() + " is not understood";
    }

    private static String unmatched(String first, CommandLine command) {
        if (first.startsWith("-")) {
            String name = optionName(first);
            return "there is no option " + name
                    + suggestion(name, command.getCommandSpec().optionsMap().keySet());
        }
        if (command.getParent() != null) {
            return "there is an argument too many";
        }
        boolean word =
                first.length() <= LONGEST_WORD && first.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-');
        return "there is no " + (word ? "command " + first : "such command")
                + suggestion(first, command.getSubcommands().keySet());
    }

    private static String suggestion(String name, Set<String> known) {
        List<String> near = Nearest.to(name, new ArrayList<>(known));
        return near.isEmpty() ? "" : "; did you mean " + near.get(0);
    }

    /** {@code --value=x} without what follows, {@code -px} without what is stuck to it. */
    private static String optionName(String argument) {
        if (!argument.startsWith("--")) {
            return argument.substring(0, Math.min(2, argument.length()));
        }
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }

    void print(@Nullable String message, @Nullable String hint) {
        PrintStream err = shell.err();
        err.println("ske: error: " + Shown.text(message == null ? "no reason is known" : message));
        if (hint != null) {
            err.println("ske: hint: " + Shown.text(hint));
        }
    }

    /** Classes and lines only: the messages of exceptions that are not ours may quote a value. */
    private void trace(Throwable failure) {
        for (Throwable t = debug.getAsBoolean() ? failure : null; t != null; t = t.getCause()) {
            shell.err().println(t.getClass().getName());
            for (StackTraceElement frame : t.getStackTrace()) {
                shell.err().println("\tat " + frame);
            }
        }
    }
}
