package dev.ske.cli;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.ForeignValue;

/** Refuses values that are encrypted by another tool, or damaged: they are neither text nor ours to open. */
final class Foreign {
    /** @throws Failure VALUE_MALFORMED with the place */
    static void refuse(Entry entry) {
        EncryptedValue.Kind kind = EncryptedValue.kindOf(entry.value());
        Failure refusal = ForeignValue.refusal(kind);
        if (refusal != null) {
            throw new Failure(refusal.code(), entry + ": " + refusal.getMessage(), refusal.hint());
        }
        if (kind == EncryptedValue.Kind.DAMAGED) {
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    entry + ": the value is an encrypted value that was changed or cut off",
                    "restore it from a copy, or put the secret in its place");
        }
    }

    private Foreign() {}
}
