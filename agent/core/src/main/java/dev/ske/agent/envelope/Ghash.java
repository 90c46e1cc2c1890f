package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * GHASH (NIST SP 800-38D) without tables and without a branch or an index that depends on a secret: it multiplies integers
 * with holes between the bits, as BearSSL's {@code ghash_ctmul64} does (bearssl.org/constanttime.html).
 */
final class Ghash {
    /** Longs of a key: itself, and its halves with their bits reversed. */
    static final int KEYS = 4;

    private static final long BITS = 0x1111111111111111L;

    private final LongBuffer keys;
    private final int keyAt;
    private final LongBuffer work;
    private final int at;

    /** The key lies in {@code keys} from {@code keyAt} on; the two longs of {@code work} at {@code at} get the hash. */
    Ghash(LongBuffer keys, int keyAt, LongBuffer work, int at) {
        this.keys = keys;
        this.keyAt = keyAt;
        this.work = work;
        this.at = at;
    }

    void key(long high, long low) {
        keys.put(keyAt, high);
        keys.put(keyAt + 1, low);
        keys.put(keyAt + 2, reverse(high));
        keys.put(keyAt + 3, reverse(low));
    }

    /** Adds the hash of the additional data, the ciphertext and both lengths to what stands where it is to go. */
    void hash(byte[] aad, ByteBuffer ciphertext, int from, int length) {
        long h1 = keys.get(keyAt), h0 = keys.get(keyAt + 1);
        long h1r = keys.get(keyAt + 2), h0r = keys.get(keyAt + 3);
        long y1 = 0, y0 = 0;
        int texts = (aad.length + 15) / 16;
        int lengths = texts + (length + 15) / 16;
        for (int block = 0; block <= lengths; block++) {
            if (block < texts) {
                y1 ^= word(aad, 16 * block);
                y0 ^= word(aad, 16 * block + 8);
            } else if (block < lengths) {
                int done = 16 * (block - texts);
                y1 ^= word(ciphertext, from + done, length - done);
                y0 ^= word(ciphertext, from + done + 8, length - done - 8);
            } else {
                y1 ^= 8L * aad.length;
                y0 ^= 8L * length;
            }
            // A product in GF(2^128), in GHASH's reversed bit order.
            long y1r = reverse(y1), y0r = reverse(y0);
            // Karatsuba with three products; a product of the reversed factors gives the upper half, reversed.
            long z0 = lowProduct(y0, h0), z1 = lowProduct(y1, h1), z2 = lowProduct(y0 ^ y1, h0 ^ h1) ^ z0 ^ z1;
            long z0r = lowProduct(y0r, h0r), z1r = lowProduct(y1r, h1r);
            long z2r = lowProduct(y0r ^ y1r, h0r ^ h1r) ^ z0r ^ z1r;
            long low1 = reverse(z0r) >>> 1 ^ z2, high0 = z1 ^ reverse(z2r) >>> 1, high1 = reverse(z1r) >>> 1;
            // The 255-bit product, shifted by one because both factors were in reversed order.
            long v0 = z0 << 1, v1 = low1 << 1 | z0 >>> 63;
            long v2 = high0 << 1 | low1 >>> 63, v3 = high1 << 1 | high0 >>> 63;
            // Reduced modulo x^128 + x^7 + x^2 + x + 1, one word after the other.
            v2 ^= v0 ^ v0 >>> 1 ^ v0 >>> 2 ^ v0 >>> 7;
            v1 ^= v0 << 63 ^ v0 << 62 ^ v0 << 57;
            y1 = v3 ^ v1 ^ v1 >>> 1 ^ v1 >>> 2 ^ v1 >>> 7;
            y0 = v2 ^ v1 << 63 ^ v1 << 62 ^ v1 << 57;
        }
        work.put(at, work.get(at) ^ y1);
        work.put(at + 1, work.get(at + 1) ^ y0);
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
        if (bytes.length - at >= 8) {
            return BigEndian.getLong(bytes, at);
        }
        long word = 0;
        for (int i = at, shift = 56; i < bytes.length; i++, shift -= 8) {
            word |= (bytes[i] & 0xFFL) << shift;
        }
        return word;
    }

    private static long word(ByteBuffer bytes, int at, int left) {
        return left >= 8 ? BigEndian.getLong(bytes, at) : BigEndian.getFirst(bytes, at, Math.max(left, 0));
    }
}
