package dev.ske.it.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** From the round keys that our own cipher keeps ({@link SlicedKey}) back to the key that they were made of. */
final class SealingSchedule {
    private static final int WORDS = 8 * AesSchedule.ROUNDS;
    private static final int SBOX_CONSTANT = 0x63636363;

    /** The key of the round keys in a file, big-endian, as {@code probe.SealingKey} writes it. */
    static byte[] keyIn(Path file) {
        try {
            long[] words = new long[WORDS];
            ByteBuffer.wrap(Files.readAllBytes(file)).asLongBuffer().get(words);
            return keyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The first two round keys are the key.
     *
     * @throws IllegalArgumentException if the other words are not those of this key
     */
    static byte[] keyOf(long[] words) {
        ByteBuffer key = ByteBuffer.allocate(32);
        for (int i = 0; i < 8; i++) {
            int word = i < 4 ? 0 : SBOX_CONSTANT;
            for (int bit = 0; bit < 32; bit++) {
                int at = 16 * (bit / 8) + 4 * (i % 4);
                word ^= (int) (words[8 * (i / 4) + bit % 8] >>> at & 1) << bit;
            }
            key.putInt(word);
        }
        if (!Arrays.equals(sliced(key.array()), words)) {
            throw new IllegalArgumentException("these are not the round keys of a key");
        }
        return key.array();
    }

    static long[] sliced(byte[] key) {
        AesSchedule schedule = AesSchedule.of(key);
        long[] words = new long[WORDS];
        for (int round = 0; round < AesSchedule.ROUNDS; round++) {
            System.arraycopy(SlicedKey.of(schedule, round), 0, words, 8 * round, 8);
        }
        return words;
    }

    private SealingSchedule() {}
}
