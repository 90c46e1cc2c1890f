package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * AES-256 (FIPS 197), encryption only, four blocks at a time, without tables and without a branch or an index that depends
 * on a secret. The technique is that of BearSSL's {@code aes_ct64} (bearssl.org/constanttime.html): word {@code b} of eight
 * holds bit {@code b} of all 64 bytes. Here block k, column c, row r stand at bit {@code 16 * (3 - r) + 4 * c + k}, so that
 * columns are read as big-endian ints. The S-box is the circuit of Boyar and Peralta, "A depth-16 circuit for the AES
 * S-box" (eprint.iacr.org/2011/332), in its form with 32 ANDs; its four final NOTs are done by the round keys.
 */
final class BitslicedAes {
    /** Longs of an expanded key: 15 round keys of eight words, and two that stay zero. */
    static final int KEYS = 17 * 8;

    /** Longs of what comes out: four blocks. */
    static final int OUTPUT = 8;

    private static final int LAST = 14 * 8;
    private static final int ZERO = 15 * 8;
    private static final int SBOX_CONSTANT = 0x63636363;
    private static final long ONES = 0x0101010101010101L;

    private final LongBuffer keys;
    private final LongBuffer out;

    /** {@code keys}: only {@link #expand} writes there; {@code out}: gets the blocks from 0 on. */
    BitslicedAes(LongBuffer keys, LongBuffer out) {
        this.keys = keys;
        this.out = out;
    }

    /** Expands a key of 32 bytes; the zero round keys must be zero. */
    void expand(ByteBuffer key, int at) {
        for (int i = 0; i < 60; i++) {
            int word = i < 8 ? BigEndian.getInt(key, at + 4 * i) : (int) keys.get(plain(i - 8)) ^ previous(i);
            keys.put(plain(i), word);
        }
        for (int round = 0; round <= LAST; round += 8) {
            int constant = round == 0 ? 0 : SBOX_CONSTANT;
            long even = spread((int) keys.get(round) ^ constant) | spread((int) keys.get(round + 2) ^ constant) << 8;
            long odd = spread((int) keys.get(round + 1) ^ constant) | spread((int) keys.get(round + 3) ^ constant) << 8;
            for (int bit = 0; bit < 8; bit++) {
                keys.put(round + bit, (even >>> bit & ONES) * 0x0F | (odd >>> bit & ONES) * 0xF0);
            }
        }
    }

    private int previous(int i) {
        int word = (int) keys.get(plain(i - 1));
        if (i % 8 == 0) {
            return substitute(word << 8 | word >>> 24) ^ 1 << (23 + i / 8);
        }
        return i % 4 == 0 ? substitute(word) : word;
    }

    /** Where word i of the schedule stands until it is sliced in its place. */
    private static int plain(int i) {
        return 8 * (i / 4) + i % 4;
    }

    /** The S-box on four bytes: a last round alone, with round keys of zero; its columns are equal, so no row moves. */
    private int substitute(int word) {
        encrypt(ZERO, ZERO + 8, word, word, word, word);
        return (int) out.get(0) ^ SBOX_CONSTANT;
    }

    /** Encrypts four blocks that begin with the same three words and end with {@code counter}, +1, +2, +3. */
    void encrypt(int w0, int w1, int w2, int counter) {
        encrypt(0, LAST, w0, w1, w2, counter);
    }

    private void encrypt(int key, int last, int w0, int w1, int w2, int counter) {
        long even = spread(w0) | spread(w2) << 8;
        long odd = spread(w1);
        long c0 = spread(counter), c1 = spread(counter + 1), c2 = spread(counter + 2), c3 = spread(counter + 3);
        long q0 = keys.get(key) ^ slice(0, even, odd, c0, c1, c2, c3);
        long q1 = keys.get(key + 1) ^ slice(1, even, odd, c0, c1, c2, c3);
        long q2 = keys.get(key + 2) ^ slice(2, even, odd, c0, c1, c2, c3);
        long q3 = keys.get(key + 3) ^ slice(3, even, odd, c0, c1, c2, c3);
        long q4 = keys.get(key + 4) ^ slice(4, even, odd, c0, c1, c2, c3);
        long q5 = keys.get(key + 5) ^ slice(5, even, odd, c0, c1, c2, c3);
        long q6 = keys.get(key + 6) ^ slice(6, even, odd, c0, c1, c2, c3);
        long q7 = keys.get(key + 7) ^ slice(7, even, odd, c0, c1, c2, c3);
        while (key < last) {
            key += 8;
            // The S-box, top linear layer; the paper's x0..x7 are q7..q0.
            long t0 = q6 ^ q5, y14 = q4 ^ q2, y13 = q7 ^ q1, y9 = q7 ^ q4, y8 = q7 ^ q2, y1 = t0 ^ q0, y4 = y1 ^ q4;
            long y12 = y13 ^ y14, y2 = y1 ^ q7, y5 = y1 ^ q1, y3 = y5 ^ y8, t1 = q3 ^ y12, y15 = t1 ^ q2;
            long y20 = t1 ^ q6, y6 = y15 ^ q0, y10 = y15 ^ t0, y11 = y20 ^ y9, y7 = q0 ^ y11, y17 = y10 ^ y11;
            long y19 = y10 ^ y8, y16 = t0 ^ y11, y21 = y13 ^ y16, y18 = q7 ^ y16;
            // Inversion in GF(2^8), by way of GF(2^4).
            long t2 = y12 & y15, t7 = y13 & y16, t12 = y9 & y11, t14 = (y14 & y17) ^ t12, t16 = (y8 & y10) ^ t12;
            long t21 = (y3 & y6) ^ t2 ^ t14 ^ y20, t22 = (y4 & q0) ^ t2 ^ t16 ^ y19;
            long t23 = (y5 & y1) ^ t7 ^ t14 ^ y21, t24 = (y2 & y7) ^ t7 ^ t16 ^ y18;
            long t25 = t21 ^ t22, t26 = t21 & t23, t27 = t24 ^ t26, t29 = (t25 & t27) ^ t22;
            long t33 = ((t22 ^ t26) & (t23 ^ t24)) ^ t24, t36 = t24 & (t27 ^ t33), t37 = t36 ^ t23 ^ t33;
            long t40 = t25 ^ (t29 & (t27 ^ t36)), t41 = t40 ^ t37, t42 = t29 ^ t33, t43 = t29 ^ t40;
            long t44 = t33 ^ t37, t45 = t42 ^ t41, z2 = t33 & q0, z3 = t43 & y16, z4 = t40 & y1, z5 = t29 & y7;
            long z7 = t45 & y17, z10 = t37 & y3, z12 = t43 & y13, z16 = t45 & y14;
            // Bottom linear layer.
            long t46 = (t42 & y9) ^ z16, t48 = z5 ^ (t40 & y5), t53 = (t44 & y15) ^ z3, t57 = z2 ^ z12 ^ t53;
            long t58 = z4 ^ t46, t59 = z3 ^ (t42 & y11) ^ z7, t62 = z7 ^ (t41 & y10) ^ t58, t64 = z4 ^ t59;
            long t63 = (t44 & y12) ^ z10 ^ t58, t65 = (t29 & y2) ^ t57 ^ t62, t66 = (t37 & y6) ^ t63, s3 = t53 ^ t66;
            q7 = shiftRows(t59 ^ t63);
            q6 = shiftRows(t64 ^ s3);
            q5 = shiftRows(z16 ^ (t41 & y8) ^ t64 ^ t65);
            q4 = shiftRows(s3);
            q3 = shiftRows(z2 ^ z5 ^ t66);
            q2 = shiftRows(z10 ^ (t33 & y4) ^ t65);
            q1 = shiftRows(z12 ^ t48 ^ t62);
            q0 = shiftRows(t48 ^ t46 ^ t57);
            // MixColumns, but in the last round: 2 * (a + next) + next + (the two rows after it), where doubling moves
            // each bit to the next word.
            long mix = key == last ? 0 : -1;
            long m0 = (q0 ^ (q0 << 16 | q0 >>> 48)) & mix, m1 = (q1 ^ (q1 << 16 | q1 >>> 48)) & mix;
            long m2 = (q2 ^ (q2 << 16 | q2 >>> 48)) & mix, m3 = (q3 ^ (q3 << 16 | q3 >>> 48)) & mix;
            long m4 = (q4 ^ (q4 << 16 | q4 >>> 48)) & mix, m5 = (q5 ^ (q5 << 16 | q5 >>> 48)) & mix;
            long m6 = (q6 ^ (q6 << 16 | q6 >>> 48)) & mix, m7 = (q7 ^ (q7 << 16 | q7 >>> 48)) & mix;
            q0 ^= m0 ^ (m0 << 32 | m0 >>> 32) ^ m7 ^ keys.get(key);
            q1 ^= m1 ^ (m1 << 32 | m1 >>> 32) ^ m7 ^ m0 ^ keys.get(key + 1);
            q2 ^= m2 ^ (m2 << 32 | m2 >>> 32) ^ m1 ^ keys.get(key + 2);
            q3 ^= m3 ^ (m3 << 32 | m3 >>> 32) ^ m7 ^ m2 ^ keys.get(key + 3);
            q4 ^= m4 ^ (m4 << 32 | m4 >>> 32) ^ m7 ^ m3 ^ keys.get(key + 4);
            q5 ^= m5 ^ (m5 << 32 | m5 >>> 32) ^ m4 ^ keys.get(key + 5);
            q6 ^= m6 ^ (m6 << 32 | m6 >>> 32) ^ m5 ^ keys.get(key + 6);
            q7 ^= m7 ^ (m7 << 32 | m7 >>> 32) ^ m6 ^ keys.get(key + 7);
        }
        for (int block = 0; block < 4; block++) {
            long columns02 = join(block, q0, q1, q2, q3, q4, q5, q6, q7);
            long columns13 = join(block + 4, q0, q1, q2, q3, q4, q5, q6, q7);
            out.put(2 * block, gather(columns02) << 32 | gather(columns13));
            out.put(2 * block + 1, gather(columns02 >>> 8) << 32 | gather(columns13 >>> 8));
        }
    }

    /** Row r turns right by r columns: by two for the lower two rows, by one for the odd ones. */
    private static long shiftRows(long q) {
        long swap = (q ^ (q >>> 8)) & 0x0000000000FF00FFL;
        long x = q ^ swap ^ (swap << 8);
        return (x & 0xFFFF0000FFFF0000L) | (x >>> 4 & 0x00000FFF00000FFFL) | (x << 12 & 0x0000F0000000F000L);
    }

    /** Bit {@code bit} of every byte: columns 0 to 2 four times, column 3 once from each counter. */
    private static long slice(int bit, long even, long odd, long c0, long c1, long c2, long c3) {
        long counters = (c0 >>> bit & ONES) | (c1 >>> bit & ONES) << 1 | (c2 >>> bit & ONES) << 2;
        counters |= (c3 >>> bit & ONES) << 3;
        return (even >>> bit & ONES) * 0x0F | (odd >>> bit & ONES) * 0xF0 | counters << 12;
    }

    /** The eight bits of every byte whose slice stands at {@code shift} of each eight. */
    private static long join(int shift, long q0, long q1, long q2, long q3, long q4, long q5, long q6, long q7) {
        long low = (q0 >>> shift & ONES) | (q1 >>> shift & ONES) << 1 | (q2 >>> shift & ONES) << 2;
        long middle = (q3 >>> shift & ONES) << 3 | (q4 >>> shift & ONES) << 4 | (q5 >>> shift & ONES) << 5;
        return low | middle | (q6 >>> shift & ONES) << 6 | (q7 >>> shift & ONES) << 7;
    }

    /** Four bytes, each at the low end of 16 bits. */
    private static long spread(int word) {
        long x = word & 0xFFFFFFFFL;
        x = (x | x << 16) & 0x0000FFFF0000FFFFL;
        return (x | x << 8) & 0x00FF00FF00FF00FFL;
    }

    private static long gather(long spread) {
        long x = spread & 0x00FF00FF00FF00FFL;
        x = (x | x >>> 8) & 0x0000FFFF0000FFFFL;
        return (x | x >>> 16) & 0xFFFFFFFFL;
    }
}
