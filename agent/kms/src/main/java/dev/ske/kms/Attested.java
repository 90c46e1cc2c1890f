package dev.ske.kms;

import dev.ske.agent.Failure;

/** A key pair of ours, and the document that says so to KMS. */
public interface Attested extends AutoCloseable {
    /** COSE_Sign1 in CBOR; not a copy. */
    byte[] document();

    /** When the document was made, by its own words: milliseconds since 1970. */
    long timestamp();

    /** The document's PCR0, the measurement of the image, in lower-case hex; empty if it has none. */
    String pcr0();

    /**
     * Opens {@code CiphertextForRecipient}.
     *
     * @param cms CMS EnvelopedData, in BER as KMS answers it
     * @return the plaintext; the caller wipes it
     * @throws Failure ATTESTATION_UNWRAP_FAILED, one and the same for whatever fails after its form was read; the message follows
     *     a key's name and a colon
     */
    byte[] unwrap(byte[] cms);

    /** The private key may be destroyed. Again it does nothing. */
    @Override
    void close();
}
