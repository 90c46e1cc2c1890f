package dev.ske.kms.attestation;

import java.nio.charset.StandardCharsets;

/** The Nitro Security Module of this enclave. */
final class NsmSource implements DocumentSource {
    private final byte[] userData;
    private final NsmDevice device;

    /** {@code userData}: what the module is to sign with the document; empty: nothing. */
    NsmSource(String userData) {
        this(userData, new NsmIoctl());
    }

    NsmSource(String userData, NsmDevice device) {
        this.userData = userData.getBytes(StandardCharsets.UTF_8);
        this.device = device;
    }

    @Override
    public byte[] document(byte[] publicKey, byte[] nonce) {
        return NsmMessages.document(device.ask(NsmMessages.attestation(userData, nonce, publicKey)));
    }
}
