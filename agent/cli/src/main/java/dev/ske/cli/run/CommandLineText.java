package dev.ske.cli.run;

import dev.ske.cli.terminal.OwnName;
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
                    .append(OwnName.quoted(option))
                    .append(' ');
        }
        variables.forEach((name, value) -> line.append(name).append(value == null ? "= " : "=*** "));
        for (String argument : command) {
            line.append(OwnName.quoted(argument)).append(' ');
        }
        return line.substring(0, line.length() - 1);
    }

    private CommandLineText() {}
}
