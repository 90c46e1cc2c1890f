package dev.ske.cli.document;

import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Format;
import dev.ske.cli.terminal.UsageError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --format}, for files whose name does not tell. */
public final class Formats {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Words.class,
            description = "env, yaml, json or properties; by default the file's name tells.")
    private @Nullable String format;

    /** What the option says, else the file's name; null where neither does. */
    @Nullable
    public Format of(Path file) {
        if (format == null) {
            return Documents.formatOf(file);
        }
        for (Format known : Format.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(format)) {
                return known;
            }
        }
        throw new UsageError("--format is none of env, yaml, json and properties", "write --format yaml, for example");
    }

    /** For the completion of a shell. */
    static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(Arrays.asList("env", "yaml", "json", "properties"));
        }
    }

    public Formats() {}
}
