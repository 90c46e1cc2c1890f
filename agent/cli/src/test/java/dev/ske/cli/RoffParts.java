package dev.ske.cli;

import dev.ske.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The parts of the manual page docs/ske.1 that picocli knows: all commands, and the options that they share. */
final class RoffParts {
    private final CommandLine root = Ske.commands(new Ske(), Shell.real());

    /** What belongs between the marker and its end. */
    String part(String marker) {
        return switch (marker) {
            case "commands" -> commands();
            case "options" -> shared();
            default -> throw new IllegalArgumentException("a marker that is not known: " + marker);
        };
    }

    private String commands() {
        StringBuilder text = new StringBuilder();
        Commands.NAMES.forEach(name -> command(root.getSubcommands().get(name), text));
        return text.toString();
    }

    private static void command(CommandLine command, StringBuilder text) {
        CommandSpec spec = command.getCommandSpec();
        String line = Usage.line(command);
        int end = "ske ".length() + spec.name().length();
        text.append(".SS \"").append(escaped(spec.name())).append("\"\n");
        text.append("\\fB").append(escaped(line.substring(0, end))).append("\\fR");
        text.append(escaped(line.substring(end))).append("\n.PP\n");
        lines(String.join(" ", spec.usageMessage().header()), text);
        String description = String.join(" ", spec.usageMessage().description());
        if (!description.isEmpty()) {
            text.append(".PP\n");
            lines(description.replace("%n", " ").replace("%%", "%"), text);
        }
        List<ArgSpec> own = new ArrayList<>(spec.positionalParameters());
        own.addAll(OptionGroup.OWN.of(spec));
        own.stream().filter(argument -> !argument.hidden()).forEach(argument -> argument(argument, text));
        examples(spec.usageMessage().footer(), text);
    }

    /** Footers are laid out by hand. */
    private static void examples(String[] footer, StringBuilder text) {
        if (footer.length > 0) {
            text.append(".PP\n.nf\n");
            for (String line : footer) {
                if (!line.trim().isEmpty()) {
                    lines(line.replace("%n", "").replace("%%", "%"), text);
                }
            }
            text.append(".fi\n");
        }
    }

    private String shared() {
        StringBuilder text = new StringBuilder();
        for (OptionGroup group : OptionGroup.values()) {
            if (group != OptionGroup.OWN) {
                text.append(".SS \"For ").append(group.title).append("\"\n");
                group.all(specs()).forEach(option -> argument(option, text));
            }
        }
        return text.toString();
    }

    private Stream<CommandSpec> specs() {
        return root.getSubcommands().values().stream().map(CommandLine::getCommandSpec);
    }

    private static void argument(ArgSpec argument, StringBuilder text) {
        text.append(".TP\n");
        if (argument.isOption()) {
            StringJoiner names = new StringJoiner("\\fR, \\fB", "\\fB", "\\fR");
            for (String name : ((OptionSpec) argument).names()) {
                names.add(escaped(name));
            }
            text.append(names);
            if (Usage.takesValue(argument)) {
                text.append(" \\fI").append(escaped(argument.paramLabel())).append("\\fR");
            }
        } else {
            text.append("\\fI").append(escaped(argument.paramLabel())).append("\\fR");
        }
        text.append('\n');
        lines(Usage.text(argument), text);
    }

    private static void lines(String line, StringBuilder text) {
        String escaped = escaped(line);
        boolean control = escaped.startsWith(".") || escaped.startsWith("'");
        text.append(control ? "\\&" : "").append(escaped).append('\n');
    }

    /** A hyphen is a minus sign, so that options can be copied; quotes stay straight. */
    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti")
                .replace("\"", "\\(dq");
    }
}
