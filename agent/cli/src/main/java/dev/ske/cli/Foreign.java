package dev.ske.cli;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;

/** Refuses values that are encrypted by another tool, or damaged: they are neither text nor ours to open. */
final class Foreign {
    /** @throws Failure VALUE_MALFORMED with the place */
    static void refuse(Entry entry) {
        switch (EncryptedValue.kindOf(entry.value())) {
            case SOPS:
                throw refused(entry, "encrypted by SOPS", "decrypt the file with 'sops decrypt' first");
            case JASYPT:
                throw refused(entry, "encrypted by Jasypt", "decrypt it with Jasypt first");
            case DOTENVX:
                throw refused(entry, "encrypted by dotenvx", "decrypt the file with 'dotenvx decrypt' first");
            case DAMAGED:
                throw refused(
                        entry,
                        "an encrypted value that was changed or cut off",
                        "restore it from a copy, or put the secret in its place");
            case PLAIN:
            case V2:
            case KMS:
                return;
        }
    }

    private static Failure refused(Entry entry, String what, String hint) {
        return new Failure(Code.VALUE_MALFORMED, entry + ": the value is " + what, hint);
    }

    private Foreign() {}
}
