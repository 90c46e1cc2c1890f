package dev.ske.agent.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KmsWrapTest {
    private static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    @ParameterizedTest
    @ValueSource(ints = {1, 184, 256, 6144})
    void a_wrap_is_taken_apart_again(int length) {
        for (int algorithm : new int[] {KmsWrap.SYMMETRIC, KmsWrap.RSA_OAEP_SHA_256}) {
            byte[] ciphertext = bytes(length);
            KmsWrap wrap = KmsWrap.parse(KmsWrap.of(algorithm, ARN, ciphertext));
            assertThat(wrap.algorithm()).isEqualTo(algorithm);
            assertThat(wrap.arn()).isEqualTo(ARN);
            assertThat(wrap.ciphertext()).isEqualTo(ciphertext);
        }
    }

    @Test
    void it_passes_through_a_value() {
        Wrap wrap = KmsWrap.of(KmsWrap.RSA_OAEP_SHA_256, "a".repeat(2048), bytes(256));
        byte[] block = Wrap.block(List.of(new Wrap(Wrap.LOCAL, bytes(Wrap.LOCAL_LENGTH)), wrap));
        byte[] message = bytes(29);
        Envelope envelope = Envelope.parse(Envelope.format(block, java.nio.ByteBuffer.wrap(message), 0, 29));
        Wrap read = envelope.wraps().get(1);
        assertThat(read.type()).isEqualTo(Wrap.KMS);
        assertThat(KmsWrap.parse(read).arn()).hasSize(2048);
    }

    @Test
    void the_body_is_algorithm_length_name_and_ciphertext() {
        assertThat(KmsWrap.of(1, "a:b", new byte[] {7, 8}).body()).containsExactly(1, 0, 3, 'a', ':', 'b', 7, 8);
    }

    @Test
    void every_cut_off_body_is_refused_or_shows_a_shorter_ciphertext() {
        byte[] body = KmsWrap.of(KmsWrap.SYMMETRIC, ARN, bytes(184)).body();
        for (int length = 0; length <= 3 + ARN.length(); length++) {
            refused(Arrays.copyOf(body, length), "cut off");
        }
        KmsWrap shorter = KmsWrap.parse(new Wrap(Wrap.KMS, Arrays.copyOf(body, 4 + ARN.length())));
        assertThat(shorter.ciphertext()).hasSize(1);
    }

    @Test
    void an_unknown_algorithm_is_refused() {
        byte[] body = KmsWrap.of(KmsWrap.SYMMETRIC, ARN, bytes(184)).body();
        for (int algorithm = 2; algorithm < 256; algorithm++) {
            body[0] = (byte) algorithm;
            refused(body, "unknown algorithm");
        }
    }

    @Test
    void a_name_that_could_not_stand_in_a_message_is_refused() {
        for (int c = 0; c < 256; c++) {
            byte[] body = KmsWrap.of(KmsWrap.SYMMETRIC, ARN, bytes(184)).body();
            body[3 + ARN.length() / 2] = (byte) c;
            if (c <= ' ' || c >= 0x7F) {
                refused(body, "does not name its key");
            } else {
                assertThat(KmsWrap.parse(new Wrap(Wrap.KMS, body)).arn()).hasSize(ARN.length());
            }
        }
        byte[] longName = ("\0\u0008\u0001" + "a".repeat(2049) + "x").getBytes(StandardCharsets.ISO_8859_1);
        refused(longName, "does not name its key");
        refused(new byte[] {0, 0, 0, 1, 2, 3}, "cut off");
    }

    @Test
    void a_ciphertext_that_kms_would_not_take_is_refused() {
        byte[] body = Arrays.copyOf(KmsWrap.of(KmsWrap.SYMMETRIC, ARN, bytes(1)).body(), 3 + ARN.length() + 6145);
        refused(body, "longer than KMS takes");
    }

    @Test
    void what_could_not_be_read_is_not_made() {
        assertThatThrownBy(() -> KmsWrap.of(2, ARN, bytes(184))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsWrap.of(-1, ARN, bytes(184))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsWrap.of(0, "", bytes(184))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsWrap.of(0, "a b", bytes(184))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsWrap.of(0, "\u0141", bytes(184))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsWrap.of(0, "a".repeat(2049), bytes(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsWrap.of(0, ARN, bytes(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KmsWrap.of(0, ARN, bytes(6145))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(byte[] body, String why) {
        assertThatThrownBy(() -> KmsWrap.parse(new Wrap(Wrap.KMS, body)))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(Code.VALUE_MALFORMED);
                    assertThat(failure).hasMessageContaining(why);
                    assertThat(failure.hint()).isNotNull();
                });
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
