package dev.ske.it.leak;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The key schedule of AES-256, FIPS 197 section 5.2, and that of the equivalent inverse cipher, section 5.3.5. */
final class AesSchedule {
    static final int ROUNDS = 15;
    private static final int[] SBOX = sbox();

    private final int[] words = new int[4 * ROUNDS];

    private AesSchedule() {}

    static AesSchedule of(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("an AES-256 key has 32 bytes, not " + key.length);
        }
        AesSchedule schedule = new AesSchedule();
        int[] words = schedule.words;
        ByteBuffer.wrap(key).asIntBuffer().get(words, 0, 8);
        for (int i = 8; i < words.length; i++) {
            int word = words[i - 1];
            if (i % 8 == 0) {
                word = substituted(Integer.rotateLeft(word, 8)) ^ 1 << (23 + i / 8);
            } else if (i % 4 == 0) {
                word = substituted(word);
            }
            words[i] = words[i - 8] ^ word;
        }
        return schedule;
    }

    /** 16 bytes. */
    byte[] round(int number) {
        return bytes(Arrays.copyOfRange(words, 4 * number, 4 * number + 4));
    }

    /** The round key after InvMixColumns, as ciphers keep it to decrypt; 16 bytes. */
    byte[] inverseRound(int number) {
        return inverseMixed(round(number));
    }

    /** FIPS 197 section 5.3.3. */
    static byte[] inverseMixed(byte[] block) {
        int[] factors = {14, 11, 13, 9};
        byte[] mixed = new byte[block.length];
        for (int i = 0; i < block.length; i++) {
            int sum = 0;
            for (int k = 0; k < 4; k++) {
                sum ^= product(block[i - i % 4 + (i + k) % 4] & 0xFF, factors[k]);
            }
            mixed[i] = (byte) sum;
        }
        return mixed;
    }

    /** All 60 words. */
    int[] words() {
        return words.clone();
    }

    private static byte[] bytes(int[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length);
        bytes.asIntBuffer().put(words);
        return bytes.array();
    }

    private static int substituted(int word) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            result |= SBOX[word >>> shift & 0xFF] << shift;
        }
        return result;
    }

    /** In GF(2^8) modulo x^8 + x^4 + x^3 + x + 1. */
    private static int product(int a, int b) {
        int result = 0;
        for (int bit = 0; bit < 8; bit++) {
            result ^= (b >>> bit & 1) * a;
            a = a << 1 ^ (a >>> 7) * 0x11B;
        }
        return result;
    }

    /** The inverse in the field, then the affine map of section 5.1.1. */
    private static int[] sbox() {
        int[] box = new int[256];
        for (int i = 0; i < 256; i++) {
            int inverse = 0;
            for (int candidate = 1; candidate < 256 && i != 0; candidate++) {
                if (product(i, candidate) == 1) {
                    inverse = candidate;
                }
            }
            int twice = inverse << 8 | inverse;
            box[i] = (inverse ^ twice >>> 4 ^ twice >>> 5 ^ twice >>> 6 ^ twice >>> 7 ^ 0x63) & 0xFF;
        }
        return box;
    }
}
