package dev.ske.cli.value;

import dev.ske.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --key-spec}. */
final class KeySpecOption {
    private static final List<String> KNOWN = Arrays.asList("SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096");

    @Option(
            names = "--key-spec",
            paramLabel = "SPEC",
            completionCandidates = Words.class,
            description = "The kind of the KMS keys, so that KMS is not asked for it: SYMMETRIC_DEFAULT, RSA_2048,"
                    + " RSA_3072 or RSA_4096.")
    private @Nullable String keySpec;

    /**
     * What is given; null: nothing.
     *
     * @throws UsageError for a kind of key that does not encrypt
     */
    @Nullable
    String checked() {
        if (keySpec != null && !KNOWN.contains(keySpec)) {
            throw new UsageError("--key-spec is none that encrypts", "one of " + String.join(", ", KNOWN));
        }
        return keySpec;
    }

    /** For the completion of a shell. */
    static final class Words extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Words() {
            super(KNOWN);
        }
    }

    KeySpecOption() {}
}
