package dev.ske.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option as shells are told of it. */
final class CompletedOption {
    private static final int LONGEST = 60;

    final List<String> names = new ArrayList<>();
    final String text;

    /** The name of its value; empty: it takes none. */
    final String value;

    /** The words that its value is one of; empty: it may be anything. */
    final List<String> words = new ArrayList<>();

    private CompletedOption(OptionSpec option) {
        for (String name : option.names()) {
            names.add(name);
        }
        text = first(String.join(" ", option.description()));
        value = option.arity().max() == 0 ? "" : option.paramLabel();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(words::add);
        }
    }

    /** Those of a command. */
    static List<CompletedOption> of(CommandSpec command) {
        List<CompletedOption> options = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                options.add(new CompletedOption(option));
            }
        }
        return options;
    }

    /** The beginning that says most, in one line. */
    static String first(String text) {
        int end = text.length();
        for (String mark : new String[] {"%n", ". ", "; ", ": ", ", "}) {
            int at = text.indexOf(mark);
            if (at > 0 && (end > LONGEST || !mark.equals(", "))) {
                end = Math.min(end, at);
            }
        }
        String first = text.substring(0, end);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }
}
