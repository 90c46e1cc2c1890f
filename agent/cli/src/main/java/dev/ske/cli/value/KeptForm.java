package dev.ske.cli.value;

import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** In which form values are encrypted again: each in the one that it has, if nobody says. */
public final class KeptForm {
    @Option(
            names = "--value-format",
            paramLabel = "FORMAT",
            completionCandidates = SealOptions.ValueFormats.class,
            description = "v2 or kms, for all values. Default: each keeps the form that it has.")
    private @Nullable String valueFormat;

    @Mixin
    private final KeySpecOption keySpec = new KeySpecOption();

    /**
     * The keys of AWS KMS that a command will ask, of the kind that the option says.
     *
     * @throws UsageError for options that have no meaning
     */
    public KmsEncrypters encrypters(Shell shell) {
        String spec = keySpec.checked();
        if (valueFormat != null && !valueFormat.equals("v2") && !valueFormat.equals("kms")) {
            throw new UsageError(
                    "--value-format is neither v2 nor kms", "leave it out, so that values keep their form");
        }
        return new KmsEncrypters(shell.kms(), spec);
    }

    /** Whether the option asks for one form for all. */
    public boolean given() {
        return valueFormat != null;
    }

    /** Whether a value of this kind is to be in the form of AWS KMS, and not in v2. */
    public boolean direct(EncryptedValue.Kind present) {
        return valueFormat == null ? present == EncryptedValue.Kind.KMS : valueFormat.equals("kms");
    }

    public KeptForm() {}
}
