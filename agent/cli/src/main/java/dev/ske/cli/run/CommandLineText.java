package dev.ske.cli.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command line as a shell would take it, to be looked at; values of variables are not shown. */
final class CommandLineText {
    /** {@code JAVA_TOOL_OPTIONS=...} and the command. {@code option}: what is added to that variable; null: nothing. */
    static String of(
            @Nullable String option, boolean more, Map<String, @Nullable String> variables, List<String> command) {
        StringBuilder line = new StringBuilder();
        if (option != null) {
            line.append(ToolOptions.NAME).append('=');
            line.append(more ? "\"$" + ToolOptions.NAME + " \"" : "")
                    .append(word(option))
                    .append(' ');
        }
        variables.forEach((name, value) -> line.append(name).append(value == null ? "= " : "=*** "));
        for (String argument : command) {
            line.append(word(argument)).append(' ');
        }
        return line.substring(0, line.length() - 1);
    }

    private static String word(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "/._-+=:,@%".indexOf(c) >= 0;
            if (!plain) {
                return "'" + argument.replace("'", "'\\''") + "'";
            }
        }
        return argument.isEmpty() ? "''" : argument;
    }

    private CommandLineText() {}
}
