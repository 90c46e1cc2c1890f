package dev.ske.kms;

import dev.ske.agent.Failure;

/**
 * Makes key pairs and the attestation documents that name them, each pair with its document, and makes them anew ahead of
 * the documents' age limit. What implements it, {@code dev.ske.kms.attestation}, is found by name and loaded only where a key
 * is configured so. Thread-safe.
 */
public interface Attestation extends AutoCloseable {
    /** Begins with the first pair and its document, on threads of its own, and returns at once. */
    void begin();

    /**
     * The present pair with its document, made anew if the document has become too old. Callers at the same time share one.
     *
     * @return to be closed when KMS's answer is unwrapped
     * @throws Failure ATTESTATION_UNAVAILABLE or ATTESTATION_FETCH_FAILED, in time; another code, which is no reason to do without,
     *     once it is closed; the message follows a key's name and a colon
     */
    Attested current();

    /**
     * Another pair and document than the one that KMS has rejected: whoever comes first has it made, the others share it.
     *
     * @param rejected as {@link #current} gave it, closed or not
     * @throws Failure as {@link #current}; ATTESTATION_EXPIRED if there can be no other, as of a file that is still the same
     */
    Attested after(Attested rejected);

    /** How many documents were made or read so far. */
    int documents();

    /** Destroys the private keys as soon as nobody holds an {@link Attested} any more. Again it does nothing. */
    @Override
    void close();
}
