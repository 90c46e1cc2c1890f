package dev.ske.cli.command;

import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;

/** A function for zsh, with a word of explanation for each command and option. */
final class ZshCompletion {
    static String of(CommandSpec root) {
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("#compdef ske");
        lines.add("# completes the arguments of ske in zsh: source <(ske completion zsh), or as a file _ske in $fpath");
        lines.add("_ske() {");
        lines.add("  local -a commands");
        lines.add("  commands=(");
        root.subcommands()
                .forEach((name, command) -> lines.add("    '" + name + ":"
                        + quoted(CompletedOption.first(String.join(
                                " ", command.getCommandSpec().usageMessage().header())))
                        + "'"));
        lines.add("  )");
        lines.add("  if (( CURRENT == 2 )); then");
        lines.add("    _describe -t commands command commands");
        lines.add("    return");
        lines.add("  fi");
        lines.add("  shift words");
        lines.add("  (( CURRENT-- ))");
        lines.add("  case $words[1] in");
        lines.add("    help) _describe -t commands command commands ;;");
        lines.add("    completion) _values shell bash zsh fish ;;");
        root.subcommands().forEach((name, command) -> {
            if (!name.equals("help") && !name.equals("completion")) {
                lines.add("    " + name + ") _arguments" + options(command.getCommandSpec()) + " '*:file:_files' ;;");
            }
        });
        lines.add("  esac");
        lines.add("}");
        lines.add("compdef _ske ske");
        return lines.toString();
    }

    private static String options(CommandSpec command) {
        StringBuilder specs = new StringBuilder();
        for (CompletedOption option : CompletedOption.of(command)) {
            String value = "";
            if (!option.words.isEmpty()) {
                value = ":" + option.value + ":(" + String.join(" ", option.words) + ")";
            } else if (!option.value.isEmpty()) {
                value = ":" + quoted(option.value) + ":_files";
            }
            for (String name : option.names) {
                specs.append(" '*")
                        .append(name)
                        .append('[')
                        .append(quoted(option.text))
                        .append(']')
                        .append(value)
                        .append('\'');
            }
        }
        return specs.toString();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("'", "'\\''")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:");
    }

    private ZshCompletion() {}
}
