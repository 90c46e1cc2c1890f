package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;

/** The Nitro Security Module of this enclave. */
final class NsmSource implements DocumentSource {
    private final String userData;

    NsmSource(String userData) {
        this.userData = userData;
    }

    @Override
    public byte[] document(byte[] publicKey, byte[] nonce) {
        throw new Failure(Code.ATTESTATION_UNAVAILABLE, "there is no /dev/nsm here" + userData);
    }
}
