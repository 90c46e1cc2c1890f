package dev.ske.agent.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class SecretBase64Test {
    @Test
    void it_agrees_with_the_jdk_in_both_directions() {
        for (int round = 0; round < 50; round++) {
            for (int length = 0; length < 70; length++) {
                byte[] bytes = new byte[length];
                ThreadLocalRandom.current().nextBytes(bytes);
                byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(bytes);
                byte[] text = new byte[SecretBase64.encodedLength(length)];
                SecretBase64.encode(ByteBuffer.wrap(bytes), 0, length, ByteBuffer.wrap(text), 0);
                assertThat(text).isEqualTo(expected);
                byte[] decoded = new byte[length];
                assertThat(SecretBase64.decode(ByteBuffer.wrap(text), 0, ByteBuffer.wrap(decoded), 0, length))
                        .isTrue();
                assertThat(decoded).isEqualTo(bytes);
            }
        }
    }

    @Test
    void only_the_alphabet_is_accepted_at_every_place() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        byte[] text = "AAAAAAAA".getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < text.length; at++) {
            for (int c = -128; c < 128; c++) {
                byte[] changed = Arrays.copyOf(text, text.length);
                changed[at] = (byte) c;
                assertThat(SecretBase64.decode(ByteBuffer.wrap(changed), 0, ByteBuffer.allocate(6), 0, 6))
                        .as("character %d", c)
                        .isEqualTo(c > 0 && alphabet.indexOf(c) >= 0);
            }
        }
    }

    @Test
    void bits_left_over_must_be_zero() {
        for (String text : new String[] {"AB", "AP", "AAB", "AAD"}) {
            ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            assertThat(SecretBase64.decode(buffer, 0, ByteBuffer.allocate(2), 0, text.length() - 1))
                    .as(text)
                    .isFalse();
        }
        assertThat(SecretBase64.decode(
                        ByteBuffer.wrap("AQ".getBytes(StandardCharsets.US_ASCII)), 0, ByteBuffer.allocate(1), 0, 1))
                .isTrue();
    }
}
