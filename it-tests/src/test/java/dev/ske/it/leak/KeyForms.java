package dev.ske.it.leak;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The forms of an AES-256 key. Each round key opens the next and, two together, all the others, so that one of them in
 * sixteen bytes counts like half a key. Int words are looked for in both byte orders: memory has them in the machine's,
 * a heap dump in the network's. The processor's instructions want the blocks of GHASH turned around.
 */
final class KeyForms {
    private static final int BLOCK = 16;

    static List<Needle.Form> of(byte[] key) {
        AesSchedule schedule = AesSchedule.of(key);
        List<Needle.Form> forms = new ArrayList<>();
        forms.add(new Needle.Form("key", key.clone()));
        forms.add(new Needle.Form("key, ints swapped", swapped(key, 4)));
        forms.add(new Needle.Form("key, longs swapped", swapped(key, 8)));
        forms.addAll(TextForms.ofBytes("key, ", key));
        for (int round = 0; round < AesSchedule.ROUNDS; round++) {
            forms.addAll(block(round < 2 ? "key half " + (round + 1) : "round key " + round, schedule.round(round)));
            forms.addAll(sliced("round key " + round + ", bit-sliced", SlicedKey.of(schedule, round)));
        }
        for (int round = 1; round < AesSchedule.ROUNDS - 1; round++) {
            forms.addAll(block("inverse round key " + round, schedule.inverseRound(round)));
        }
        forms.addAll(block("GHASH key", hashKey(key)));
        return forms;
    }

    private static List<Needle.Form> block(String name, byte[] block) {
        ByteBuffer widened = ByteBuffer.allocate(2 * BLOCK);
        for (int i = 0; i < BLOCK; i += 4) {
            widened.putLong(ByteBuffer.wrap(block).getInt(i) & 0xFFFFFFFFL);
        }
        return List.of(
                new Needle.Form(name, block),
                new Needle.Form(name + ", ints swapped", swapped(block, 4)),
                new Needle.Form(name + ", longs swapped", swapped(block, 8)),
                new Needle.Form(name + ", turned around", swapped(block, BLOCK)),
                new Needle.Form(name + ", an int in each long", widened.array()),
                new Needle.Form(name + ", an int in each long, swapped", swapped(widened.array(), 8)));
    }

    private static List<Needle.Form> sliced(String name, long[] words) {
        ByteBuffer little = ByteBuffer.allocate(8 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.allocate(8 * words.length);
        for (long word : words) {
            little.putLong(word);
            big.putLong(word);
        }
        return List.of(
                new Needle.Form(name + ", little-endian", little.array()),
                new Needle.Form(name + ", big-endian", big.array()));
    }

    private static byte[] hashKey(byte[] key) {
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return aes.doFinal(new byte[BLOCK]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every {@code size} bytes in reverse order. */
    private static byte[] swapped(byte[] bytes, int size) {
        byte[] swapped = Arrays.copyOf(bytes, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            swapped[i] = bytes[i - i % size + size - 1 - i % size];
        }
        return swapped;
    }

    private KeyForms() {}
}
