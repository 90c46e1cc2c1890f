package dev.ske.cli;

import dev.ske.cli.terminal.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * Tells why arguments are not understood. An argument is never repeated, since it may be a secret in the wrong place.
 */
final class ArgumentErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int LONGEST_WORD = 20;

    private final Errors errors;

    ArgumentErrors(Errors errors) {
        this.errors = errors;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, @Nullable ParseResult parsed) {
        return errors.of(failure);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        errors.print(reason(failure, command), "see '" + name + " --help'");
        errors.trace(failure);
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
}
