package dev.ske.agent.envelope;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import org.jspecify.annotations.Nullable;

/** What is said of a value that another tool encrypted: it is refused, since as text it would be taken for the secret. */
public final class ForeignValue {
    /**
     * Null unless the value is another tool's.
     *
     * @return VALUE_MALFORMED; its message is to follow the name and place of the value and a colon
     */
    public static @Nullable Failure refusal(EncryptedValue.Kind kind) {
        switch (kind) {
            case SOPS:
                return refusal("SOPS", "decrypt the file with 'sops decrypt' first");
            case JASYPT:
                return refusal("Jasypt", "decrypt it with Jasypt first");
            case DOTENVX:
                return refusal("dotenvx", "decrypt the file with 'dotenvx decrypt' first");
            case PLAIN:
            case V2:
            case KMS:
            case DAMAGED:
                return null;
        }
        return null;
    }

    private static Failure refusal(String tool, String hint) {
        return new Failure(Code.VALUE_MALFORMED, "the value is encrypted by " + tool, hint);
    }

    private ForeignValue() {}
}
