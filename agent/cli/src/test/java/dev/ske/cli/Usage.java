package dev.ske.cli;

import java.util.Comparator;
import java.util.StringJoiner;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What pages say of a command and its arguments. */
final class Usage {
    /** The command with its arguments, all options being {@code [OPTIONS]}. */
    static String line(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        StringJoiner line = new StringJoiner(" ");
        line.add(spec.qualifiedName()).add("[OPTIONS]");
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .sorted(Comparator.comparing(
                        (PositionalParamSpec parameter) -> parameter.index().min()))
                .map(Usage::argument)
                .forEach(line::add);
        return line.toString();
    }

    private static String argument(PositionalParamSpec parameter) {
        boolean many = parameter.arity().max() > 1;
        String name = parameter.paramLabel() + (many ? "..." : "");
        return parameter.arity().min() == 0 ? "[" + name + "]" : name;
    }

    /** One line, however many the help text has. */
    static String text(ArgSpec argument) {
        return String.join(" ", argument.description())
                .replace("%n", " ")
                .replace("%%", "%")
                .replaceAll(" +", " ");
    }

    static boolean takesValue(ArgSpec option) {
        return option.arity().max() > 0;
    }

    private Usage() {}
}
