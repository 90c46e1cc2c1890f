package dev.ske.kms.attestation;

import dev.ske.kms.Attested;
import java.security.interfaces.RSAPrivateKey;
import javax.security.auth.DestroyFailedException;
import org.jspecify.annotations.Nullable;

/**
 * A document and the private key that belongs to it, lent out together. When another has taken its place and the last who
 * borrowed it is done, the key is dropped. It is asked to destroy itself before, which the JDK's RSA keys cannot: their
 * numbers stay on the heap until it is collected, or the helper JVM ends. Thread-safe.
 */
final class KeyedDocument {
    private final byte[] document;
    private final AttestationDocument says;
    private final byte[] publicKey;
    private @Nullable RSAPrivateKey key;
    private int borrowers;
    private boolean retired;

    /** {@code publicKey}: DER SubjectPublicKeyInfo, as the document names it. */
    KeyedDocument(byte[] document, AttestationDocument says, RSAPrivateKey key, byte[] publicKey) {
        this.document = document;
        this.says = says;
        this.key = key;
        this.publicKey = publicKey;
    }

    byte[] document() {
        return document;
    }

    AttestationDocument says() {
        return says;
    }

    synchronized Attested lend() {
        if (key == null) {
            throw new IllegalStateException("the private key was dropped");
        }
        borrowers++;
        return new Loan(this);
    }

    /** It is lent out no more. Again it does nothing. */
    synchronized void retire() {
        retired = true;
        dropIfDone();
    }

    synchronized void giveBack() {
        borrowers--;
        dropIfDone();
    }

    byte[] unwrap(byte[] cms) {
        RSAPrivateKey held;
        synchronized (this) {
            held = key;
        }
        if (held == null) {
            throw new IllegalStateException("the private key was dropped");
        }
        return CmsEnvelope.open(cms, held, publicKey);
    }

    private void dropIfDone() {
        RSAPrivateKey held = key;
        if (!retired || borrowers > 0 || held == null) {
            return;
        }
        key = null;
        try {
            held.destroy();
        } catch (DestroyFailedException e) {
            // As said above.
        }
    }
}
