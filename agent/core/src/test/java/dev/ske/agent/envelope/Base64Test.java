package dev.ske.agent.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64Test {
    @Test
    void what_the_jdk_encodes_is_decoded_with_and_without_padding() {
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            ThreadLocalRandom.current().nextBytes(bytes);
            assertThat(decode(Base64.getEncoder().encodeToString(bytes))).isEqualTo(bytes);
            assertThat(decode(Base64.getEncoder().withoutPadding().encodeToString(bytes)))
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A", "AAAAA", "A=", "AA=", "AAA==", "AAAA=", "AAAA==", "A===", "====", "=AAA", "AA=A", "AAA=AAAA",
                "AB", "AB==", "AAB", "AAB=", "AA-A", "AA_A", "AA A", "AAA\n", "\nAAA", "AAA\u0100", "AA\u00e9A",
                        "A\u2028AA"
            })
    void every_other_text_is_refused(String text) {
        assertThat(decode(text)).isNull();
    }

    @Test
    void two_texts_are_never_the_same_bytes_but_for_padding() {
        byte[] bytes = new byte[31];
        ThreadLocalRandom.current().nextBytes(bytes);
        String text = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        for (int at = 0; at < text.length(); at++) {
            for (char c = 0; c < 0x100; c++) {
                String other = text.substring(0, at) + c + text.substring(at + 1);
                if (!other.equals(text)) {
                    assertThat(decode(other)).as(other).isNotEqualTo(bytes);
                }
            }
        }
    }

    @Test
    void the_first_bad_character_is_named() {
        byte[] bytes = new byte[100];
        assertThat(dev.ske.agent.envelope.Base64.decode("xxAAAAA*AAxx", 2, 10, bytes))
                .isEqualTo(7);
        assertThat(dev.ske.agent.envelope.Base64.decode("AAAA*A", 0, 6, bytes)).isEqualTo(4);
        assertThat(dev.ske.agent.envelope.Base64.decode("AAAAAB", 0, 6, bytes)).isEqualTo(5);
    }

    private static byte[] decode(String text) {
        String framed = "[" + text + "]";
        int end = framed.length() - 1;
        int length = dev.ske.agent.envelope.Base64.length(framed, 1, end);
        byte[] bytes = new byte[Math.max(length, 0)];
        boolean good = length >= 0 && dev.ske.agent.envelope.Base64.decode(framed, 1, end, bytes) == -1;
        assertThat(dev.ske.agent.envelope.Base64.valid(framed, 1, end)).isEqualTo(good);
        return good ? bytes : null;
    }
}
