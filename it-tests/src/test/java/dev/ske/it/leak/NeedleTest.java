package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Any;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What memory, files and texts make of a text and a key is all looked for: written here without the needle's help. */
class NeedleTest {
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);

    @Test
    void a_text_is_found_in_every_encoding_and_as_digits_of_every_kind_and_width() {
        // in base64 it has the digits in which the two alphabets differ, wherever it begins
        String text = Any.secret() + "\u00e9~?~?~?~?";
        Needle needle = Needle.text("text", text);
        for (Charset charset : CHARSETS) {
            found(needle, text.getBytes(charset), charset.name());
        }
        found(needle, text.getBytes(StandardCharsets.ISO_8859_1), "Latin-1");
        for (String digits : digits(text.getBytes(StandardCharsets.UTF_8))) {
            for (Charset charset : CHARSETS) {
                found(needle, digits.getBytes(charset), digits.length() + " digits in " + charset);
            }
        }
    }

    @Test
    void a_key_is_found_as_bytes_words_of_both_orders_and_digits() {
        byte[] key = Any.bytes(32);
        Needle needle = Needle.key("key", key);
        found(needle, key, "bytes");
        for (int half = 0; half < 32; half += 16) {
            found(needle, ByteBuffer.allocate(16).put(key, half, 16).array(), "half");
        }
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ByteBuffer ints = ByteBuffer.allocate(32).order(order);
            ByteBuffer longs = ByteBuffer.allocate(32).order(order);
            for (int at = 0; at < 32; at += 4) {
                ints.putInt(ByteBuffer.wrap(key).getInt(at));
            }
            for (int at = 0; at < 32; at += 8) {
                longs.putLong(ByteBuffer.wrap(key).getLong(at));
            }
            found(needle, ints.array(), "ints, " + order);
            found(needle, longs.array(), "longs, " + order);
        }
        for (String digits : digits(key)) {
            for (Charset charset : CHARSETS) {
                found(needle, digits.getBytes(charset), digits.length() + " digits in " + charset);
            }
        }
    }

    @Test
    void each_round_key_and_the_ghash_key_are_found_as_bytes_and_as_words_of_each_width_and_order() throws Exception {
        byte[] key = Any.bytes(32);
        Needle needle = Needle.key("key", key);
        AesSchedule schedule = AesSchedule.of(key);
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        List<byte[]> blocks = new ArrayList<>(List.of(aes.doFinal(new byte[16])));
        for (int round = 0; round < AesSchedule.ROUNDS; round++) {
            blocks.add(schedule.round(round));
            if (round > 0 && round < AesSchedule.ROUNDS - 1) {
                blocks.add(schedule.inverseRound(round));
            }
        }
        assertThat(blocks).hasSize(1 + 15 + 13);
        for (int i = 0; i < blocks.size(); i++) {
            ByteBuffer block = ByteBuffer.wrap(blocks.get(i));
            byte[] turned = new byte[16];
            for (int at = 0; at < 16; at++) {
                turned[at] = block.get(15 - at);
            }
            found(needle, turned, "block " + i + ", turned around");
            for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
                ByteBuffer ints = ByteBuffer.allocate(16).order(order);
                ByteBuffer wide = ByteBuffer.allocate(32).order(order);
                for (int at = 0; at < 16; at += 4) {
                    ints.putInt(block.getInt(at));
                    wide.putLong(block.getInt(at) & 0xFFFFFFFFL);
                }
                ByteBuffer longs = ByteBuffer.allocate(16).order(order);
                longs.putLong(block.getLong(0)).putLong(block.getLong(8));
                found(needle, ints.array(), "block " + i + ", ints, " + order);
                found(needle, wide.array(), "block " + i + ", ints in longs, " + order);
                found(needle, longs.array(), "block " + i + ", longs, " + order);
            }
        }
    }

    @Test
    void each_round_key_of_our_own_cipher_is_found_in_both_byte_orders() {
        byte[] key = Any.bytes(32);
        Needle needle = Needle.key("key", key);
        for (int round = 0; round < AesSchedule.ROUNDS; round++) {
            for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
                ByteBuffer words = ByteBuffer.allocate(8 * SlicedKey.WORDS).order(order);
                words.asLongBuffer().put(SlicedKey.of(AesSchedule.of(key), round));
                found(needle, words.array(), "round " + round + ", " + order);
            }
        }
    }

    private static List<String> digits(byte[] bytes) {
        return List.of(
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes));
    }

    private static void found(Needle needle, byte[] bytes, String what) {
        assertThat(Search.of(needle).bytes(bytes).of(needle).count())
                .as("%s", what)
                .isPositive();
    }
}
