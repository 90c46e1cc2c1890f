package dev.ske.cli.command;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A function for bash. Where it offers nothing, bash offers files, which most arguments are. */
final class BashCompletion {
    private final StringJoiner lines = new StringJoiner("\n", "", "\n");

    static String of(CommandSpec root) {
        BashCompletion script = new BashCompletion();
        script.write(root);
        return script.lines.toString();
    }

    private void write(CommandSpec root) {
        Map<String, List<String>> words = new TreeMap<>();
        StringBuilder free = new StringBuilder();
        StringJoiner names = new StringJoiner(" ");
        StringJoiner cases = new StringJoiner("\n");
        root.subcommands().forEach((name, command) -> {
            names.add(name);
            cases.add("    " + name + ") all='" + options(command, words, free) + "' ;;");
        });
        lines.add("# completes the arguments of ske in bash: source <(ske completion bash)");
        lines.add("_ske() {");
        lines.add("  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= all= i");
        lines.add("  COMPREPLY=()");
        lines.add("  for ((i = 1; i < COMP_CWORD; i++)); do");
        lines.add("    case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac");
        lines.add("  done");
        lines.add("  case $before in");
        words.forEach((option, values) -> lines.add("    " + option + ") COMPREPLY=($(compgen -W '"
                + String.join(" ", values) + "' -- \"$word\")); return ;;"));
        lines.add("    " + free + ") return ;;");
        lines.add("  esac");
        lines.add("  case $command in");
        lines.add("    '') all='" + names + " --help --version' ;;");
        lines.add("    help) all='" + names + "' ;;");
        lines.add("    completion) all='bash zsh fish' ;;");
        lines.add(cases.toString());
        lines.add("  esac");
        lines.add("  case $command:$word in");
        lines.add("    :* | help:* | completion:* | *:-*) COMPREPLY=($(compgen -W \"$all\" -- \"$word\")) ;;");
        lines.add("  esac");
        lines.add("}");
        lines.add("complete -o default -F _ske ske");
    }

    private static String options(CommandLine command, Map<String, List<String>> words, StringBuilder free) {
        StringJoiner names = new StringJoiner(" ");
        for (CompletedOption option : CompletedOption.of(command.getCommandSpec())) {
            for (String name : option.names) {
                names.add(name);
                if (!option.words.isEmpty()) {
                    words.put(name, option.words);
                } else if (!option.value.isEmpty() && ("|" + free + "|").indexOf("|" + name + "|") < 0) {
                    free.append(free.length() == 0 ? "" : "|").append(name);
                }
            }
        }
        return names.toString();
    }

    private BashCompletion() {}
}
