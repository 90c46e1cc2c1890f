package dev.ske.agent.key;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Kms;
import java.util.List;

/** Begins the work with AWS KMS: in a helper JVM, or in this one. */
public interface KmsStart {
    /**
     * Returns as soon as ciphertexts can be handed over; it waits for no answer.
     *
     * @param keys what {@link dev.ske.agent.helper.Attempt#key} counts
     * @throws dev.ske.agent.Failure if the work cannot begin
     */
    Kms start(List<KmsKey> keys);
}
