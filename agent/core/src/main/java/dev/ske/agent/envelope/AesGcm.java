package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * AES-256-GCM (NIST SP 800-38D) with a 96-bit IV and a 128-bit tag, whose whole state lies in memory that the caller gives.
 *
 * <p>It is our own because what the JDK offers cannot be cleaned: its AES/GCM leaves the key stream of short values on the
 * heap on every JDK, and keys and round keys on 8 and 11, where a heap dump shows them; and it would initialise security
 * providers before the program's {@code main}. Security guarantees:
 *
 * <ul>
 *   <li>constant time: no branch and no index depends on a key, a plaintext or a tag; GHASH multiplies integers with holes
 *       between the bits, as BearSSL's {@code ghash_ctmul64} does (bearssl.org/constanttime.html);
 *   <li>key schedule, GHASH key and accumulator and key stream are in the region only, round values in local variables
 *       only; nothing secret is in a heap array, and no operation allocates;
 *   <li>the tag is checked before any plaintext is made: a message that is not authentic writes nothing.
 * </ul>
 *
 * The caller never uses an IV twice under one key. All indices are absolute; positions, limits and orders of the buffers
 * stay as they are. Not thread-safe.
 */
public final class AesGcm {
    public static final int KEY = 32;
    public static final int IV = 12;
    public static final int TAG = 16;

    // The region, in longs: the cipher's state, the GHASH key and its bit-reversed halves, accumulator, the tag's mask.
    private static final int STREAM = BitslicedAes.OUTPUT;
    private static final int HASH_KEY = BitslicedAes.LONGS;
    private static final int ACCUMULATOR = HASH_KEY + 4;
    private static final int MASK = ACCUMULATOR + 2;
    private static final int LONGS = MASK + 2;

    private static final long BITS = 0x1111111111111111L;

    /** Bytes of state. */
    public static final int REGION = 8 * LONGS;

    private final LongBuffer state;
    private final BitslicedAes aes;
    private boolean keyed;

    /** {@code region}: direct, with {@link #REGION} bytes from its position on, which belong to this object from now on. */
    public AesGcm(ByteBuffer region) {
        if (!region.isDirect() || region.remaining() < REGION) {
            throw new IllegalArgumentException("the region must be direct and hold " + REGION + " bytes");
        }
        state = region.slice().order(ByteOrder.nativeOrder()).asLongBuffer();
        aes = new BitslicedAes(state);
        wipe();
    }

    /** Takes the {@link #KEY} bytes at {@code at}; the caller wipes them. */
    public void key(ByteBuffer key, int at) {
        wipe();
        aes.expand(key, at);
        aes.encrypt(0, 0, 0, 0);
        long high = state.get(STREAM);
        long low = state.get(STREAM + 1);
        state.put(HASH_KEY, high);
        state.put(HASH_KEY + 1, low);
        state.put(HASH_KEY + 2, reverse(high));
        state.put(HASH_KEY + 3, reverse(low));
        keyed = true;
    }

    /**
     * Encrypts {@code length} bytes of {@code text}. {@code message} holds at {@code to} the IV already, and gets the
     * ciphertext and the tag after it: {@link #IV} + {@code length} + {@link #TAG} bytes in all. The two do not overlap.
     */
    public void seal(ByteBuffer text, int at, int length, byte[] aad, ByteBuffer message, int to) {
        check(text, at, length);
        check(message, to, (long) IV + length + TAG);
        begin(message, to);
        crypt(text, at, length, message, to + IV, message, to);
        hash(aad, message, to + IV, length);
        putBig(message, to + IV + length, state.get(ACCUMULATOR));
        putBig(message, to + IV + length + 8, state.get(ACCUMULATOR + 1));
    }

    /**
     * Decrypts a message of {@code length} bytes, IV and tag included, to {@code text}. The two do not overlap.
     *
     * @return false, and nothing is written, if the message and {@code aad} are not what was sealed under this key
     */
    public boolean open(ByteBuffer message, int from, int length, byte[] aad, ByteBuffer text, int to) {
        if (length < IV + TAG) {
            return false;
        }
        int size = length - IV - TAG;
        check(message, from, length);
        check(text, to, size);
        begin(message, from);
        hash(aad, message, from + IV, size);
        long difference = state.get(ACCUMULATOR) ^ bigLong(message, from + IV + size);
        difference |= state.get(ACCUMULATOR + 1) ^ bigLong(message, from + IV + size + 8);
        if (difference != 0) {
            return false;
        }
        crypt(message, from + IV, size, text, to, message, from);
        return true;
    }

    /** Makes the region all zero; until the next {@link #key}, sealing and opening throw IllegalStateException. */
    public void wipe() {
        keyed = false;
        for (int i = 0; i < LONGS; i++) {
            state.put(i, 0);
        }
    }

    /** One batch: the block that masks the tag, and key stream for the first 48 bytes. */
    private void begin(ByteBuffer message, int iv) {
        if (!keyed) {
            throw new IllegalStateException("there is no key, or it was wiped");
        }
        aes.encrypt(bigInt(message, iv), bigInt(message, iv + 4), bigInt(message, iv + 8), 1);
        state.put(MASK, state.get(STREAM));
        state.put(MASK + 1, state.get(STREAM + 1));
    }

    private void crypt(ByteBuffer from, int at, int length, ByteBuffer into, int to, ByteBuffer message, int iv) {
        int used = 16;
        int counter = 1;
        for (int done = 0; done < length; done += 8, used += 8) {
            if (used == 64) {
                counter += 4;
                aes.encrypt(bigInt(message, iv), bigInt(message, iv + 4), bigInt(message, iv + 8), counter);
                used = 0;
            }
            long stream = state.get(STREAM + (used >>> 3));
            if (length - done >= 8) {
                putBig(into, to + done, bigLong(from, at + done) ^ stream);
            } else {
                for (int i = done, shift = 56; i < length; i++, shift -= 8) {
                    into.put(to + i, (byte) (from.get(at + i) ^ (stream >>> shift)));
                }
            }
        }
    }

    /** GHASH of the additional data, the ciphertext and both lengths, masked: the tag, in the accumulator. */
    private void hash(byte[] aad, ByteBuffer ciphertext, int at, int length) {
        state.put(ACCUMULATOR, 0);
        state.put(ACCUMULATOR + 1, 0);
        for (int i = 0; i < aad.length; i += 16) {
            multiply(word(aad, i), word(aad, i + 8));
        }
        for (int i = 0; i < length; i += 16) {
            multiply(word(ciphertext, at + i, length - i), word(ciphertext, at + i + 8, length - i - 8));
        }
        multiply(8L * aad.length, 8L * length);
        state.put(ACCUMULATOR, state.get(ACCUMULATOR) ^ state.get(MASK));
        state.put(ACCUMULATOR + 1, state.get(ACCUMULATOR + 1) ^ state.get(MASK + 1));
    }

    /** Adds a block to the accumulator and multiplies by the GHASH key in GF(2^128), in GHASH's reversed bit order. */
    private void multiply(long high, long low) {
        long h1 = state.get(HASH_KEY), h0 = state.get(HASH_KEY + 1);
        long h1r = state.get(HASH_KEY + 2), h0r = state.get(HASH_KEY + 3);
        long y1 = high ^ state.get(ACCUMULATOR), y0 = low ^ state.get(ACCUMULATOR + 1);
        long y1r = reverse(y1), y0r = reverse(y0);
        // Karatsuba with three products; a product of the reversed factors gives the upper half, reversed.
        long z0 = lowProduct(y0, h0), z1 = lowProduct(y1, h1), z2 = lowProduct(y0 ^ y1, h0 ^ h1) ^ z0 ^ z1;
        long z0r = lowProduct(y0r, h0r), z1r = lowProduct(y1r, h1r);
        long z2r = lowProduct(y0r ^ y1r, h0r ^ h1r) ^ z0r ^ z1r;
        long low1 = reverse(z0r) >>> 1 ^ z2, high0 = z1 ^ reverse(z2r) >>> 1, high1 = reverse(z1r) >>> 1;
        // The 255-bit product, shifted by one because both factors were in reversed order.
        long v0 = z0 << 1, v1 = low1 << 1 | z0 >>> 63, v2 = high0 << 1 | low1 >>> 63, v3 = high1 << 1 | high0 >>> 63;
        // Reduced modulo x^128 + x^7 + x^2 + x + 1, one word after the other.
        v2 ^= v0 ^ v0 >>> 1 ^ v0 >>> 2 ^ v0 >>> 7;
        v1 ^= v0 << 63 ^ v0 << 62 ^ v0 << 57;
        v3 ^= v1 ^ v1 >>> 1 ^ v1 >>> 2 ^ v1 >>> 7;
        v2 ^= v1 << 63 ^ v1 << 62 ^ v1 << 57;
        state.put(ACCUMULATOR, v3);
        state.put(ACCUMULATOR + 1, v2);
    }

    /**
     * The lower 64 bits of a product of polynomials over GF(2). Of each factor every fourth bit takes part at a time: up to
     * 16 products meet in one place and their sum has four bits to grow into, of which the lowest is the wanted one.
     */
    private static long lowProduct(long x, long y) {
        long x0 = x & BITS, x1 = x & BITS << 1, x2 = x & BITS << 2, x3 = x & BITS << 3;
        long y0 = y & BITS, y1 = y & BITS << 1, y2 = y & BITS << 2, y3 = y & BITS << 3;
        long z0 = x0 * y0 ^ x1 * y3 ^ x2 * y2 ^ x3 * y1;
        long z1 = x0 * y1 ^ x1 * y0 ^ x2 * y3 ^ x3 * y2;
        long z2 = x0 * y2 ^ x1 * y1 ^ x2 * y0 ^ x3 * y3;
        long z3 = x0 * y3 ^ x1 * y2 ^ x2 * y1 ^ x3 * y0;
        return (z0 & BITS) | (z1 & BITS << 1) | (z2 & BITS << 2) | (z3 & BITS << 3);
    }

    private static long reverse(long bits) {
        long x = (bits & 0x5555555555555555L) << 1 | (bits >>> 1 & 0x5555555555555555L);
        x = (x & 0x3333333333333333L) << 2 | (x >>> 2 & 0x3333333333333333L);
        x = (x & 0x0F0F0F0F0F0F0F0FL) << 4 | (x >>> 4 & 0x0F0F0F0F0F0F0F0FL);
        return Long.reverseBytes(x);
    }

    /** Up to eight bytes of {@code bytes}, zeros after its end. */
    private static long word(byte[] bytes, int at) {
        long word = 0;
        for (int i = at, shift = 56; i < bytes.length && shift >= 0; i++, shift -= 8) {
            word |= (bytes[i] & 0xFFL) << shift;
        }
        return word;
    }

    private static long word(ByteBuffer bytes, int at, int left) {
        if (left >= 8) {
            return bigLong(bytes, at);
        }
        long word = 0;
        for (int i = 0; i < left; i++) {
            word |= (bytes.get(at + i) & 0xFFL) << (56 - 8 * i);
        }
        return word;
    }

    static int bigInt(ByteBuffer bytes, int at) {
        int value = bytes.getInt(at);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    private static long bigLong(ByteBuffer bytes, int at) {
        long value = bytes.getLong(at);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    private static void putBig(ByteBuffer bytes, int at, long value) {
        bytes.putLong(at, bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value));
    }

    private static void check(ByteBuffer buffer, int at, long length) {
        if (at < 0 || length < 0 || at + length > buffer.limit()) {
            throw new IllegalArgumentException(length + " bytes at " + at + " of " + buffer.limit());
        }
    }
}
