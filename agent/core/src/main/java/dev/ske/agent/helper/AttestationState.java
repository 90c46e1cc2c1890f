package dev.ske.agent.helper;

import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How attestation for one key stands, as the helper says it (docs/helper.md). Immutable; holds no document. */
public final class AttestationState {
    private final int key;
    private final boolean attested;
    private final long documentMillis;
    private final String code;
    private final String message;

    /**
     * @param key index of a configured key
     * @param attested whether KMS answers for an enclave; else that failed and is not required
     * @param documentMillis the document's own time, in milliseconds since 1970; 0: there is none
     * @param code {@code ATTESTATION_UNAVAILABLE} and the like; empty if attested
     * @param message why it failed, as a failure's message; empty if attested
     */
    public AttestationState(int key, boolean attested, long documentMillis, String code, String message) {
        this.key = key;
        this.attested = attested;
        this.documentMillis = documentMillis;
        this.code = code;
        this.message = message;
    }

    /**
     * What follows the head of a message.
     *
     * @throws IOException if it is not of the protocol, or no key was to behave so
     */
    static AttestationState read(DataInputStream in, List<KmsKey> keys) throws IOException {
        try {
            int key = in.readUnsignedByte();
            int state = in.readUnsignedByte();
            boolean attested = state == Protocol.ATTESTED;
            AttestationState read = new AttestationState(key, attested, in.readLong(), in.readUTF(), in.readUTF());
            boolean known = attested || state == Protocol.FELL_BACK;
            if (known && in.read() < 0 && read.fits(keys)) {
                return read;
            }
        } catch (EOFException | UTFDataFormatException malformed) {
            // as below: the stream of messages has not ended, and no text of it is quoted
        }
        throw new IOException("what it said of attestation cannot be so");
    }

    /** A key that requires attestation never goes on without it. */
    private boolean fits(List<KmsKey> keys) {
        AttestationSpec spec = key < keys.size() ? keys.get(key).attestation() : null;
        boolean reason = !code.isEmpty() && !message.isEmpty();
        boolean none = code.isEmpty() && message.isEmpty();
        return spec != null && documentMillis >= 0 && (attested ? none : reason && !spec.required());
    }

    /** Index of the key among those that are asked. */
    public int key() {
        return key;
    }

    /** Whether KMS answers for an enclave; else its values are decrypted without attestation. */
    public boolean attested() {
        return attested;
    }

    /** The latest document's own time, in milliseconds since 1970; 0: there was none. */
    public long documentMillis() {
        return documentMillis;
    }

    /** Why it failed; null if it did not. */
    public @Nullable String failure() {
        return attested ? null : code + ": " + message;
    }

    /** As the one line of a warning says it. */
    public String warning(String name) {
        return name + ": " + message + " [" + code
                + "]; attestation is not required, so its values are decrypted without it";
    }
}
