package dev.ske.it.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** From the round keys that our own cipher keeps, as they are or {@linkplain SlicedKey bit-sliced}, back to their key. */
final class SealingSchedule {
    private static final int WORDS = SlicedKey.WORDS * AesSchedule.ROUNDS;
    private static final int SBOX_CONSTANT = 0x63636363;

    /** The key of the round keys in a file, which are as memory has them. */
    static byte[] keyIn(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return isSchedule(bytes) ? Arrays.copyOf(bytes, 32) : keyOf(words(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the bytes are the round keys of FIPS 197, one after the other, as the processor's instructions take them. */
    static boolean isSchedule(byte[] bytes) {
        AesSchedule schedule = AesSchedule.of(Arrays.copyOf(bytes, 32));
        for (int round = 0; round < AesSchedule.ROUNDS; round++) {
            if (!Arrays.equals(schedule.round(round), Arrays.copyOfRange(bytes, 16 * round, 16 * round + 16))) {
                return false;
            }
        }
        return true;
    }

    private static long[] words(byte[] bytes) {
        long[] words = new long[WORDS];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asLongBuffer().get(words);
        return words;
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
                int at = 16 * (bit / 8) + 4 * (i % 4) + bit % 4;
                word ^= (int) (words[SlicedKey.WORDS * (i / 4) + bit % 8 / 4] >>> at & 1) << bit;
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
            System.arraycopy(SlicedKey.of(schedule, round), 0, words, SlicedKey.WORDS * round, SlicedKey.WORDS);
        }
        return words;
    }

    private SealingSchedule() {}
}
