package dev.ske.cli.command;

import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;

/** Lines for fish, one for each command and option. */
final class FishCompletion {
    static String of(CommandSpec root) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add(
                "# completes the arguments of ske in fish: ske completion fish > ~/.config/fish/completions/ske.fish");
        StringJoiner names = new StringJoiner(" ");
        root.subcommands().forEach((name, command) -> {
            names.add(name);
            String header =
                    String.join(" ", command.getCommandSpec().usageMessage().header());
            lines.add("complete -c ske -n __fish_use_subcommand -f -a " + name + " -d '"
                    + quoted(CompletedOption.first(header)) + "'");
        });
        lines.add("complete -c ske -n '__fish_seen_subcommand_from help' -f -a '" + names + "'");
        lines.add("complete -c ske -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'");
        root.subcommands().forEach((name, command) -> {
            for (CompletedOption option : CompletedOption.of(command.getCommandSpec())) {
                lines.add("complete -c ske -n '__fish_seen_subcommand_from " + name + "'" + option(option));
            }
        });
        return lines.toString();
    }

    private static String option(CompletedOption option) {
        StringBuilder line = new StringBuilder();
        for (String name : option.names) {
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.substring(name.startsWith("--") ? 2 : 1));
        }
        if (!option.words.isEmpty()) {
            line.append(" -x -a '").append(String.join(" ", option.words)).append('\'');
        } else if (!option.value.isEmpty()) {
            line.append(" -r");
        }
        return line.append(" -d '").append(quoted(option.text)).append('\'').toString();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }

    private FishCompletion() {}
}
