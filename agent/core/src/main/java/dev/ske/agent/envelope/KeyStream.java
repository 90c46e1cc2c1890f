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

    /** Whether it is the stream of who uses it by this name. */
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
        int before = 8 * (place & 7);
        long word = length == 0 ? 0 : word(place >>> 3);
        for (int done = 0; done < length; done += 8) {
            int left = length - done;
            long stream = word << before;
            if (left > 8 - before / 8) {
                word = word(((place + done) >>> 3) + 1);
                stream |= before == 0 ? 0 : word >>> (64 - before);
            }
            if (left >= 8) {
                BigEndian.putLong(into, to + done, BigEndian.getLong(from, at + done) ^ stream);
            } else {
                BigEndian.putFirst(into, to + done, left, BigEndian.getFirst(from, at + done, left) ^ stream);
            }
        }
    }

    /** The eight bytes of the stream from {@code 8 * number} on; in order, each batch is made once. */
    private long word(int number) {
        if (number >>> 3 != batch) {
            next(number >>> 3);
        }
        return blocks.get(number & 7);
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
