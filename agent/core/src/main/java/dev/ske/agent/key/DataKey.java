package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The key that the values of one file are sealed under, with its wraps. It is expanded in protected memory, and wiped on
 * close. Not thread-safe. Messages of failures are to follow the name and place of a value and a colon.
 */
public final class DataKey implements AutoCloseable {
    private final List<Wrap> wraps;
    private final byte[] wrapsBlock;
    private final AesGcm gcm;

    /** No secret, and so on the heap. */
    private final ByteBuffer kind = ByteBuffer.allocate(1);

    /** The 32 bytes of key at {@code at} are expanded; the caller wipes them. {@code wraps}: of this key, for all its holders. */
    public DataKey(List<Wrap> wraps, ByteBuffer key, int at, SecretMemory memory) {
        this.wraps = wraps;
        this.wrapsBlock = Wrap.block(wraps);
        gcm = AesGcm.in(memory);
        gcm.key(key, at);
    }

    /** A new random data key, wrapped for each of {@code keys} (1 to {@link Wrap#MOST}). */
    public static DataKey create(List<? extends Recipient> keys, StrongRandom random, SecretMemory memory) {
        try (SecretMemory.Region key = memory.allocate(AesGcm.KEY)) {
            random.fill(key.bytes(), 0, AesGcm.KEY);
            List<Wrap> wraps = new ArrayList<>(keys.size());
            for (Recipient recipient : keys) {
                wraps.add(recipient.wrap(key.bytes(), 0, random));
            }
            return new DataKey(wraps, key.bytes(), 0, memory);
        }
    }

    /** Whether the values under this key can be opened with exactly these keys: not with fewer, and with no other. */
    public boolean wrappedFor(List<? extends Recipient> keys) {
        for (Recipient key : keys) {
            if (!wrappedFor(key)) {
                return false;
            }
        }
        // one more says of itself that it is one of them, and somebody made it for another
        if (wraps.size() > keys.size()) {
            return false;
        }
        for (Wrap wrap : wraps) {
            if (!made(wrap, keys)) {
                return false;
            }
        }
        return true;
    }

    private boolean wrappedFor(Recipient key) {
        for (Wrap wrap : wraps) {
            if (key.made(wrap)) {
                return true;
            }
        }
        return false;
    }

    private static boolean made(Wrap wrap, List<? extends Recipient> keys) {
        for (Recipient key : keys) {
            if (key.made(wrap)) {
                return true;
            }
        }
        return false;
    }

    boolean wraps(Envelope envelope) {
        return envelope.wrappedAs(wrapsBlock);
    }

    /**
     * Decrypts a value of this data key.
     *
     * @param canonical the canonical name that the value stands under
     * @return what can be read until this data key opens another value or is closed
     * @throws Failure VALUE_TAMPERED if it is not what was sealed under that name, VALUE_MALFORMED for an unknown kind
     */
    public PlainValue open(Envelope envelope, String canonical) {
        Plaintext text =
                gcm.open(envelope.message(), envelope.messageAt(), envelope.messageLength(), envelope.aad(canonical));
        if (text == null) {
            throw new Failure(
                    Code.VALUE_TAMPERED,
                    "the encrypted value is not the one that was sealed under the name " + canonical,
                    "it was changed, or moved here from another name: restore it, or encrypt the secret again");
        }
        text.read(0, 1, kind, 0);
        if (kind.get(0) < ValueKind.STRING || kind.get(0) > ValueKind.BYTES) {
            text.close();
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    "the encrypted value is of a kind that this version does not know",
                    "it was sealed by a newer version: use that one");
        }
        return new PlainValue(kind.get(0), text.after(1));
    }

    /**
     * Encrypts a plaintext: at {@code at} a byte of {@link ValueKind}, then content, {@code length} bytes in all.
     *
     * @return {@code ENC[v2:...]}
     */
    public String seal(String canonical, ByteBuffer kindAndText, int at, int length, StrongRandom random) {
        ByteBuffer message = ByteBuffer.allocate(AesGcm.IV + length + AesGcm.TAG);
        random.iv(message, 0);
        return seal(canonical, kindAndText, at, length, message);
    }

    /** Seals under the IV that stands in the message already. */
    String seal(String canonical, ByteBuffer kindAndText, int at, int length, ByteBuffer message) {
        gcm.seal(kindAndText, at, length, Envelope.aad(canonical, wrapsBlock), message, 0);
        return Envelope.format(wrapsBlock, message, 0, message.capacity());
    }

    @Override
    public void close() {
        gcm.close();
    }
}
