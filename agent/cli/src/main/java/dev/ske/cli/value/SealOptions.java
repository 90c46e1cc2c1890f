package dev.ske.cli.value;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.key.Keys;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.key.KmsEncrypters;
import dev.ske.cli.key.Recipients;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.terminal.UsageError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** In which form values are encrypted. */
public final class SealOptions {
    private static final String V2 = "v2";
    private static final String KMS = "kms";

    @Option(
            names = "--value-format",
            paramLabel = "FORMAT",
            completionCandidates = ValueFormats.class,
            description = "v2 (the default), or kms: for one KMS key, what the npm package"
                    + " @faizahmed/secret-keystore reads.")
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
        if (valueFormat != null && !valueFormat.equals(V2) && !valueFormat.equals(KMS)) {
            throw new UsageError("--value-format is neither v2 nor kms", "leave it out, or write --value-format kms");
        }
        return new KmsEncrypters(shell.kms(), spec);
    }

    /** Reads the key files. No key of AWS KMS is asked before the first value. */
    public Sealing sealing(DocumentFile file, List<KeySpec> keys, KmsEncrypters kms) {
        return sealing(file, keys, kms, V2);
    }

    /** The same for a value that is encrypted already: it keeps its form, unless the option names one. */
    public Sealing keeping(EncryptedValue.Kind kind, DocumentFile file, List<KeySpec> keys, KmsEncrypters kms) {
        return sealing(file, keys, kms, kind == EncryptedValue.Kind.KMS ? KMS : V2);
    }

    private Sealing sealing(DocumentFile file, List<KeySpec> keys, KmsEncrypters kms, String usual) {
        List<KmsKey> remote = Keys.kms(keys);
        if (remote.isEmpty() && keySpec.checked() != null) {
            throw new UsageError(
                    file.name() + ": --key-spec is for keys of AWS KMS, and there is none",
                    "name one with --key aws-kms:KEY, or leave --key-spec out");
        }
        if (V2.equals(valueFormat == null ? usual : valueFormat)) {
            return new Sealer(file, new Recipients(keys, kms));
        }
        if (remote.size() != 1 || keys.size() != 1) {
            throw new UsageError(
                    file.name() + ": --value-format kms is for one key of AWS KMS alone, and there "
                            + (remote.isEmpty() ? "is none" : "are " + keys.size() + " keys"),
                    "name it with --key aws-kms:KEY; v2, the default format, is for any number of keys of both kinds");
        }
        return new KmsSealer(kms.of(remote.get(0)));
    }

    /** For the completion of a shell. */
    static final class ValueFormats extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        ValueFormats() {
            super(Arrays.asList(V2, "kms"));
        }
    }

    public SealOptions() {}
}
