package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The key stream of AES-256-GCM, 64 bytes of one message's at a time, from any place on. Its first 16 bytes mask the tag, the
 * others the text.
 */
final class KeyStream {
    private static final int NONE = -1;
    private static final int FOR_TAG = 16;

    private final BitslicedAes aes;
    private final LongBuffer blocks;
    private @Nullable Object whose;
    private @Nullable ByteBuffer message;
    private int iv;

    /** Which 64 bytes of the stream the blocks are. */
    private int batch = NONE;

    /** {@code blocks}: where the cipher puts what comes out. */
    KeyStream(BitslicedAes aes, LongBuffer blocks) {
        this.aes = aes;
        this.blocks = blocks;
    }

    /** From now on it is the stream of the message whose IV stands at {@code iv}; what is there of another one's is not used. */
    void use(Object by, ByteBuffer of, int at) {
        if (whose != by || iv != at) {
            whose = by;
            message = of;
            iv = at;
            batch = NONE;
        }
    }

    /** What is there is of use to {@code by} too, who goes on with the same message. */
    void handOver(Object by) {
        whose = by;
    }

    boolean isOf(Object by) {
        return whose == by;
    }

    /** Puts the mask of the tag into the first two longs of the blocks, and what is for the text's first 48 bytes after it. */
    void begin(Object by, ByteBuffer of, int at) {
        forget();
        use(by, of, at);
        next(0);
    }

    /** Encrypts or decrypts {@code length} bytes, which are those from {@code offset} on of the whole text. */
    void crypt(int offset, int length, ByteBuffer from, int at, ByteBuffer into, int to) {
        int place = FOR_TAG + offset;
        for (int done = 0; done < length; ) {
            if (place >>> 6 != batch) {
                next(place >>> 6);
            }
            int word = place >>> 3 & 7;
            int shift = 8 * (place & 7);
            if (length - done >= 8 && (shift == 0 || word < 7)) {
                long stream = shift == 0
                        ? blocks.get(word)
                        : blocks.get(word) << shift | blocks.get(word + 1) >>> (64 - shift);
                BigEndian.putLong(into, to + done, BigEndian.getLong(from, at + done) ^ stream);
                done += 8;
                place += 8;
            } else {
                into.put(to + done, (byte) (from.get(at + done) ^ blocks.get(word) >>> (56 - shift)));
                done++;
                place++;
            }
        }
    }

    private void next(int wanted) {
        ByteBuffer of = message;
        if (of == null) {
            throw new IllegalStateException("no message");
        }
        batch = NONE; // until all of it is there
        aes.encrypt(
                BigEndian.getInt(of, iv), BigEndian.getInt(of, iv + 4), BigEndian.getInt(of, iv + 8), 4 * wanted + 1);
        batch = wanted;
    }

    /** The blocks are no stream any more; the caller wipes them. */
    void forget() {
        whose = null;
        message = null;
        batch = NONE;
    }
}
