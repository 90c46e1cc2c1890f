package dev.ske.cli;

import dev.ske.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The parts of docs/cli.md and README.md that picocli knows: the table of commands, and usage and options of each. */
final class MarkdownParts {
    private static final String OPTIONS = "options: ";
    private static final String SHARED = "shared options: ";

    private final CommandLine root = Ske.commands(new Ske(), Shell.real());
    private final String page;

    /** @param page where the commands are explained, as a link from the page that is made; empty: there itself */
    MarkdownParts(String page) {
        this.page = page;
    }

    /** What belongs between the marker and its end. */
    String part(String marker) {
        if (marker.equals("commands")) {
            return commands();
        }
        // a group and a command may have one name, as keys have
        for (OptionGroup group : OptionGroup.values()) {
            if (group != OptionGroup.OWN && marker.equals(SHARED + group.title)) {
                return table("option", group.all(specs()).stream());
            }
        }
        if (!marker.startsWith(OPTIONS)) {
            throw new IllegalArgumentException("a marker that is not known: " + marker);
        }
        CommandLine command = root.getSubcommands().get(marker.substring(OPTIONS.length()));
        if (command == null) {
            throw new IllegalArgumentException("a marker for a command that is none: " + marker);
        }
        return options(command);
    }

    private Stream<CommandSpec> specs() {
        return root.getSubcommands().values().stream().map(CommandLine::getCommandSpec);
    }

    private String commands() {
        StringBuilder text = new StringBuilder("| command | what it does |\n|---|---|\n");
        for (String name : Commands.NAMES) {
            CommandSpec command = root.getSubcommands().get(name).getCommandSpec();
            text.append("| [`")
                    .append(name)
                    .append("`](")
                    .append(page)
                    .append('#')
                    .append(name)
                    .append(") | ");
            text.append(sentence(command.usageMessage().header())).append(" |\n");
        }
        return text.append("| `help` | Explains one command, as `COMMAND --help` does |\n")
                .toString();
    }

    /** Without the full stop: it is the cell of a table. */
    private static String sentence(String... lines) {
        String text = escaped(String.join(" ", lines));
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String options(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        StringBuilder text =
                new StringBuilder("\n```text\n").append(Usage.line(command)).append("\n```\n");
        List<ArgSpec> own = new ArrayList<>(spec.positionalParameters());
        own.addAll(OptionGroup.OWN.of(spec));
        own.removeIf(ArgSpec::hidden);
        if (!own.isEmpty()) {
            text.append('\n').append(table("argument", own.stream()));
        }
        List<String> shared = new ArrayList<>();
        for (OptionGroup group : OptionGroup.values()) {
            List<OptionSpec> options = group.of(spec);
            if (group != OptionGroup.OWN && !options.isEmpty()) {
                shared.add("[" + group.title + "](#" + group.anchor + "): "
                        + options.stream()
                                .map(option -> "`" + option.longestName() + "`")
                                .collect(Collectors.joining(", ")));
            }
        }
        return text.append("\nOptions for ")
                .append(String.join("; for ", shared))
                .append(".\n\n")
                .toString();
    }

    private static String table(String what, Stream<? extends ArgSpec> arguments) {
        return arguments
                .map(argument -> "| " + names(argument) + " | " + sentence(Usage.text(argument)) + " |\n")
                .collect(Collectors.joining("", "| " + what + " | meaning |\n|---|---|\n", ""));
    }

    private static String names(ArgSpec argument) {
        if (!argument.isOption()) {
            return "`" + argument.paramLabel() + "`";
        }
        String names = Arrays.stream(((OptionSpec) argument).names())
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        return Usage.takesValue(argument)
                ? names.substring(0, names.length() - 1) + " "
                        + argument.paramLabel().toUpperCase(Locale.ROOT) + "`"
                : names;
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
    }
}
