package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * AES-256 (FIPS 197), encryption only, four blocks at a time, without tables and without a branch or an index that depends
 * on a secret. The technique is that of BearSSL's {@code aes_ct64} (bearssl.org/constanttime.html): word {@code b} of eight
 * holds bit {@code b} of all 64 bytes. Here block k, column c, row r stand at bit {@code 16 * (3 - r) + 4 * c + k}, so that
 * columns are read as big-endian ints. The S-box is the circuit of Boyar and Peralta, "A depth-16 circuit for the AES
 * S-box" (eprint.iacr.org/2011/332), in its form with 32 ANDs; its four final NOTs are done by the round keys.
 *
 * <p>A round key is the same for all four blocks. So one bit of each four is kept, and eight words take two longs: a start
 * runs in an interpreter, for which each access to memory costs as much as 100 bits of arithmetic.
 */
final class BitslicedAes {
    /** Longs of an expanded key: two for each of 15 round keys. */
    static final int KEYS = 2 * 15;

    /** Longs of what comes out: four blocks. */
    static final int OUTPUT = 8;

    private static final int LAST = 2 * 14;
    private static final int SBOX_CONSTANT = 0x63636363;
    private static final long LOW_HALVES = 0x0F0F0F0F0F0F0F0FL;
    private static final long FIRST_BLOCK = 0x1111111111111111L;
    private static final long BYTES = 0x0101010101010101L;
    private static final int BYTES_OF_INT = 0x01010101;
    private static final long ROWS = 0x0001000100010001L;

    private final LongBuffer keys;
    private final LongBuffer out;

    /** {@code keys}: only {@link #expand} writes there; {@code out}: gets the blocks from 0 on. */
    BitslicedAes(LongBuffer keys, LongBuffer out) {
        this.keys = keys;
        this.out = out;
    }

    /** Expands a key of 32 bytes. */
    void expand(ByteBuffer key, int at) {
        int w0 = BigEndian.getInt(key, at), w1 = BigEndian.getInt(key, at + 4);
        int w2 = BigEndian.getInt(key, at + 8), w3 = BigEndian.getInt(key, at + 12);
        int w4 = BigEndian.getInt(key, at + 16), w5 = BigEndian.getInt(key, at + 20);
        int w6 = BigEndian.getInt(key, at + 24), w7 = BigEndian.getInt(key, at + 28);
        roundKey(0, w0, w1, w2, w3);
        for (int round = 1; round < 14; round += 2) {
            roundKey(round, w4 ^ SBOX_CONSTANT, w5 ^ SBOX_CONSTANT, w6 ^ SBOX_CONSTANT, w7 ^ SBOX_CONSTANT);
            w0 ^= substitute(w7 << 8 | w7 >>> 24) ^ 1 << (24 + round / 2);
            w1 ^= w0;
            w2 ^= w1;
            w3 ^= w2;
            roundKey(round + 1, w0 ^ SBOX_CONSTANT, w1 ^ SBOX_CONSTANT, w2 ^ SBOX_CONSTANT, w3 ^ SBOX_CONSTANT);
            w4 ^= substitute(w3);
            w5 ^= w4;
            w6 ^= w5;
            w7 ^= w6;
        }
    }

    /**
     * The S-box on each byte of a word of the key schedule, computed in local variables: a key needs 14 words, so it is written
     * for its size.
     */
    private static int substitute(int word) {
        int inverse = inverse(word);
        return inverse ^ turn(inverse, 1) ^ turn(inverse, 2) ^ turn(inverse, 3) ^ turn(inverse, 4) ^ SBOX_CONSTANT;
    }

    /** The 254th power, which is the inverse, and 0 of 0. */
    private static int inverse(int word) {
        int x2 = multiply(word, word);
        int x3 = multiply(x2, word);
        int x6 = multiply(x3, x3);
        int x12 = multiply(x6, x6);
        int x15 = multiply(x12, x3);
        int power = x15;
        for (int i = 0; i < 4; i++) {
            power = multiply(power, power);
        }
        return multiply(multiply(power, x12), x2);
    }

    /** Four products in GF(2^8), modulo x^8 + x^4 + x^3 + x + 1. */
    private static int multiply(int x, int y) {
        int product = 0;
        int multiple = x;
        for (int bit = 0; bit < 8; bit++) {
            product ^= multiple & (y >>> bit & BYTES_OF_INT) * 0xFF;
            multiple = (multiple & 0x7F7F7F7F) << 1 ^ (multiple >>> 7 & BYTES_OF_INT) * 0x1B;
        }
        return product;
    }

    /** Each byte turned left. */
    private static int turn(int word, int bits) {
        return (word & BYTES_OF_INT * (0xFF >>> bits)) << bits
                | (word >>> (8 - bits) & BYTES_OF_INT * ((1 << bits) - 1));
    }

    private void roundKey(int round, int w0, int w1, int w2, int w3) {
        long even = spread(w0) | spread(w2) << 8;
        long odd = spread(w1) | spread(w3) << 8;
        keys.put(2 * round, low(even, odd));
        keys.put(2 * round + 1, high(even, odd));
    }

    /** Encrypts four blocks that begin with the same three words and end with {@code counter}, +1, +2, +3. */
    void encrypt(int w0, int w1, int w2, int counter) {
        long even = spread(w0) | spread(w2) << 8, odd = spread(w1);
        long c0 = spread(counter), c1 = spread(counter + 1), c2 = spread(counter + 2), c3 = spread(counter + 3);
        long low = low(even, odd) ^ keys.get(0), high = high(even, odd) ^ keys.get(1);
        long k0 = low & FIRST_BLOCK, k1 = low >>> 1 & FIRST_BLOCK, k2 = low >>> 2 & FIRST_BLOCK;
        long k3 = low >>> 3 & FIRST_BLOCK, k4 = high & FIRST_BLOCK, k5 = high >>> 1 & FIRST_BLOCK;
        long k6 = high >>> 2 & FIRST_BLOCK, k7 = high >>> 3 & FIRST_BLOCK;
        long q0 = ((k0 << 4) - k0) ^ counters(0, c0, c1, c2, c3), q1 = ((k1 << 4) - k1) ^ counters(1, c0, c1, c2, c3);
        long q2 = ((k2 << 4) - k2) ^ counters(2, c0, c1, c2, c3), q3 = ((k3 << 4) - k3) ^ counters(3, c0, c1, c2, c3);
        long q4 = ((k4 << 4) - k4) ^ counters(4, c0, c1, c2, c3), q5 = ((k5 << 4) - k5) ^ counters(5, c0, c1, c2, c3);
        long q6 = ((k6 << 4) - k6) ^ counters(6, c0, c1, c2, c3), q7 = ((k7 << 4) - k7) ^ counters(7, c0, c1, c2, c3);
        int key = 0;
        while (key < LAST) {
            key += 2;
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
            long mix = key == LAST ? 0 : -1;
            long m0 = (q0 ^ (q0 << 16 | q0 >>> 48)) & mix, m1 = (q1 ^ (q1 << 16 | q1 >>> 48)) & mix;
            long m2 = (q2 ^ (q2 << 16 | q2 >>> 48)) & mix, m3 = (q3 ^ (q3 << 16 | q3 >>> 48)) & mix;
            long m4 = (q4 ^ (q4 << 16 | q4 >>> 48)) & mix, m5 = (q5 ^ (q5 << 16 | q5 >>> 48)) & mix;
            long m6 = (q6 ^ (q6 << 16 | q6 >>> 48)) & mix, m7 = (q7 ^ (q7 << 16 | q7 >>> 48)) & mix;
            // The round key, each of its bits four times.
            low = keys.get(key);
            high = keys.get(key + 1);
            k0 = low & FIRST_BLOCK;
            k1 = low >>> 1 & FIRST_BLOCK;
            k2 = low >>> 2 & FIRST_BLOCK;
            k3 = low >>> 3 & FIRST_BLOCK;
            k4 = high & FIRST_BLOCK;
            k5 = high >>> 1 & FIRST_BLOCK;
            k6 = high >>> 2 & FIRST_BLOCK;
            k7 = high >>> 3 & FIRST_BLOCK;
            q0 ^= m0 ^ (m0 << 32 | m0 >>> 32) ^ m7 ^ ((k0 << 4) - k0);
            q1 ^= m1 ^ (m1 << 32 | m1 >>> 32) ^ m7 ^ m0 ^ ((k1 << 4) - k1);
            q2 ^= m2 ^ (m2 << 32 | m2 >>> 32) ^ m1 ^ ((k2 << 4) - k2);
            q3 ^= m3 ^ (m3 << 32 | m3 >>> 32) ^ m7 ^ m2 ^ ((k3 << 4) - k3);
            q4 ^= m4 ^ (m4 << 32 | m4 >>> 32) ^ m7 ^ m3 ^ ((k4 << 4) - k4);
            q5 ^= m5 ^ (m5 << 32 | m5 >>> 32) ^ m4 ^ ((k5 << 4) - k5);
            q6 ^= m6 ^ (m6 << 32 | m6 >>> 32) ^ m5 ^ ((k6 << 4) - k6);
            q7 ^= m7 ^ (m7 << 32 | m7 >>> 32) ^ m6 ^ ((k7 << 4) - k7);
        }
        for (int block = 0; block < 4; block++) {
            long columns02 = join(block, q0, q1, q2, q3, q4, q5, q6, q7);
            long columns13 = join(block + 4, q0, q1, q2, q3, q4, q5, q6, q7);
            out.put(2 * block, gather(columns02) << 32 | gather(columns13));
            out.put(2 * block + 1, gather(columns02 >>> 8) << 32 | gather(columns13 >>> 8));
        }
    }

    /** Of 16 bytes, those of columns 0 and 2 and those of 1 and 3, the bits 0 to 3: one of each four places is a bit's. */
    private static long low(long even, long odd) {
        return (even & LOW_HALVES) | (odd & LOW_HALVES) << 4;
    }

    /** The same for the bits 4 to 7. */
    private static long high(long even, long odd) {
        return (even >>> 4 & LOW_HALVES) | (odd & ~LOW_HALVES);
    }

    /** Row r turns right by r columns: by two for the lower two rows, by one for the odd ones. */
    private static long shiftRows(long q) {
        long swap = (q ^ (q >>> 8)) & 0x0000000000FF00FFL;
        long x = q ^ swap ^ (swap << 8);
        return (x & 0xFFFF0000FFFF0000L) | (x >>> 4 & 0x00000FFF00000FFFL) | (x << 12 & 0x0000F0000000F000L);
    }

    /** Bit {@code bit} of every byte of column 3, once from each counter. */
    private static long counters(int bit, long c0, long c1, long c2, long c3) {
        long first = (c0 >>> bit & ROWS) | (c1 >>> bit & ROWS) << 1;
        return (first | (c2 >>> bit & ROWS) << 2 | (c3 >>> bit & ROWS) << 3) << 12;
    }

    /** The eight bits of every byte whose slice stands at {@code shift} of each eight. */
    private static long join(int shift, long q0, long q1, long q2, long q3, long q4, long q5, long q6, long q7) {
        long low = (q0 >>> shift & BYTES) | (q1 >>> shift & BYTES) << 1 | (q2 >>> shift & BYTES) << 2;
        long middle = (q3 >>> shift & BYTES) << 3 | (q4 >>> shift & BYTES) << 4 | (q5 >>> shift & BYTES) << 5;
        return low | middle | (q6 >>> shift & BYTES) << 6 | (q7 >>> shift & BYTES) << 7;
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
