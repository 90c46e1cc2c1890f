package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/** In Java, for every processor: {@link BitslicedAes}, its key stream for 64 bytes at a time, and {@link Ghash}. */
final class BitslicedGcm implements GcmEngine {
    // The working state, in longs: key stream from 0 on, and the tag, which is its mask until the hash is added.
    private static final int TAG = BitslicedAes.OUTPUT;

    private final LongBuffer work;
    private final BitslicedAes aes;
    private final KeyStream stream;
    private final Ghash ghash;

    /** Whether the mask stands where the tag is to be. */
    private boolean masked;

    /** {@code expanded}: round keys, then GHASH's key; both from 0 on. */
    BitslicedGcm(ByteBuffer expanded, ByteBuffer work) {
        LongBuffer keys = expanded.duplicate().order(ByteOrder.nativeOrder()).asLongBuffer();
        this.work = work.duplicate().order(ByteOrder.nativeOrder()).asLongBuffer();
        aes = new BitslicedAes(keys, this.work);
        stream = new KeyStream(aes, this.work);
        ghash = new Ghash(keys, BitslicedAes.KEYS, this.work, TAG);
    }

    @Override
    public void expand(ByteBuffer key, int at) {
        aes.expand(key, at);
        aes.encrypt(0, 0, 0, 0);
        ghash.key(work.get(0), work.get(1));
        rest(null);
    }

    @Override
    public void encrypt(ByteBuffer text, int at, int length, ByteBuffer message, int iv, int offset) {
        if (offset == 0) {
            begin(message, message, iv);
        } else {
            stream.use(message, message, iv);
        }
        stream.crypt(offset, length, text, at, message, iv + AesGcm.IV + offset);
    }

    @Override
    public void tag(byte[] aad, ByteBuffer message, int iv, int size) {
        if (!masked) {
            begin(message, message, iv); // the plaintext was of this very engine, and its pieces have cleared the mask
        }
        ghash.hash(aad, message, iv + AesGcm.IV, size);
        BigEndian.putLong(message, iv + AesGcm.IV + size, work.get(TAG));
        BigEndian.putLong(message, iv + AesGcm.IV + size + 8, work.get(TAG + 1));
    }

    @Override
    public boolean isAuthentic(Object reader, ByteBuffer message, int iv, int size, byte[] aad) {
        begin(reader, message, iv);
        ghash.hash(aad, message, iv + AesGcm.IV, size);
        long difference = work.get(TAG) ^ BigEndian.getLong(message, iv + AesGcm.IV + size);
        difference |= work.get(TAG + 1) ^ BigEndian.getLong(message, iv + AesGcm.IV + size + 8);
        clear(TAG);
        return difference == 0;
    }

    @Override
    public void decrypt(Object reader, ByteBuffer message, int iv, int offset, int length, ByteBuffer text, int to) {
        stream.use(reader, message, iv);
        stream.crypt(offset, length, message, iv + AesGcm.IV + offset, text, to);
    }

    @Override
    public void rest(@Nullable Object reader) {
        if (reader == null || stream.isOf(reader)) {
            stream.forget();
            clear(0);
        }
    }

    /** One batch: the block that masks the tag, and key stream for the first 48 bytes. */
    private void begin(Object by, ByteBuffer message, int iv) {
        stream.begin(by, message, iv);
        work.put(TAG, work.get(0));
        work.put(TAG + 1, work.get(1));
        masked = true;
    }

    private void clear(int from) {
        masked = false;
        for (int i = from; i < AesGcm.WORK / 8; i++) {
            work.put(i, 0);
        }
    }
}
