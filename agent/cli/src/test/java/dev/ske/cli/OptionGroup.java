package dev.ske.cli;

import dev.ske.cli.document.Formats;
import dev.ske.cli.document.PathOption;
import dev.ske.cli.key.KeyOptions;
import dev.ske.cli.key.KmsOptions;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options that many commands have, and that the pages explain once. */
enum OptionGroup {
    OWN("options", ""),
    DOCUMENTS("documents", "what-all-commands-share"),
    KEYS("keys", "what-all-commands-share"),
    KMS("keys of AWS KMS", "keys-of-aws-kms"),
    EVERY("every command", "what-all-commands-share");

    final String title;
    final String anchor;

    OptionGroup(String title, String anchor) {
        this.title = title;
        this.anchor = anchor;
    }

    /** The options of this group that a command has, by their names. */
    List<OptionSpec> of(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden() && of(option) == this)
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }

    /** The options of this group: those of the command that has most of them. */
    List<OptionSpec> all(Stream<CommandSpec> commands) {
        return commands.map(this::of).max(Comparator.comparingInt(List::size)).orElseThrow();
    }

    private static OptionGroup of(OptionSpec option) {
        if (option.inherited()
                || option.longestName().equals("--help")
                || option.longestName().equals("--version")) {
            return EVERY;
        }
        Class<?> declared = ((Field) option.userObject()).getDeclaringClass();
        if (declared == PathOption.class || declared == Formats.class) {
            return DOCUMENTS;
        }
        if (declared == KeyOptions.class) {
            return KEYS;
        }
        return declared == KmsOptions.class ? KMS : OWN;
    }
}
