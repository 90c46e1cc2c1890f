package dev.ske.cli;

import dev.ske.agent.Failure;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.EncryptedValue;

/** Refuses values that are encrypted by another tool, or damaged: they are neither text nor ours to open. */
final class Foreign {
    /** @throws Failure VALUE_MALFORMED with the place */
    static void refuse(Entry entry) {
        Failure refusal = EncryptedValue.refusal(EncryptedValue.kindOf(entry.value()));
        if (refusal != null) {
            throw new Failure(refusal.code(), entry + ": " + refusal.getMessage(), refusal.hint());
        }
    }

    private Foreign() {}
}
