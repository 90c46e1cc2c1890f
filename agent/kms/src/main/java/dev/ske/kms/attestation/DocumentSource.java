package dev.ske.kms.attestation;

import dev.ske.agent.Failure;

/** Where attestation documents come from. May take as long as it likes: who asks waits no longer than is configured. */
interface DocumentSource {
    /**
     * A new document that names a public key.
     *
     * @param publicKey DER SubjectPublicKeyInfo
     * @param nonce 16 random bytes that the document repeats
     * @return COSE_Sign1 in CBOR, as it came; not parsed yet
     * @throws Failure ATTESTATION_UNAVAILABLE if nobody is there, ATTESTATION_FETCH_FAILED if what is there gives none
     */
    byte[] document(byte[] publicKey, byte[] nonce);
}
