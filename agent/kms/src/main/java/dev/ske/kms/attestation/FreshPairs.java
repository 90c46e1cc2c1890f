package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a key pair in memory for each document, and asks for one that names it. */
final class FreshPairs implements Origin {
    private static final int NONCE = 16;

    private final DocumentSource source;
    private final int bits;

    FreshPairs(DocumentSource source, int bits) {
        this.source = source;
        this.bits = bits;
    }

    @Override
    public KeyedDocument next(@Nullable KeyedDocument before) {
        KeyPair pair = pair();
        byte[] publicKey = pair.getPublic().getEncoded();
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        byte[] document = source.document(publicKey, nonce);
        AttestationDocument says = AttestationDocument.parse(document);
        check(says, publicKey, nonce);
        return new KeyedDocument(document, says, (RSAPrivateKey) pair.getPrivate(), publicKey);
    }

    private KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new Failure(Code.INTERNAL, "this Java makes no RSA key pairs", "look at its security providers");
        }
    }

    /** A document that names another key is somebody else's, or an old one: KMS's answers to it would open for them, not for us. */
    private static void check(AttestationDocument says, byte[] publicKey, byte[] nonce) {
        if (says.publicKey() == null) {
            throw wrong(
                    "names no public key",
                    "what gives it must hand on the public key that it was asked with; see style:");
        }
        if (!Arrays.equals(says.publicKey(), publicKey)) {
            throw wrong("names another public key than ours", "what gives it must not keep documents for later");
        }
        if (says.nonce() != null && !Arrays.equals(says.nonce(), nonce)) {
            throw wrong(
                    "repeats another nonce than ours", "what gives it must not keep documents for later; see style:");
        }
    }

    private static Failure wrong(String what, String hint) {
        return new Failure(Code.ATTESTATION_FETCH_FAILED, "the document " + what, hint);
    }
}
