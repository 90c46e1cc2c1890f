package dev.ske.agent.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private final Wrap local = new Wrap(Wrap.LOCAL, bytes(Wrap.LOCAL_LENGTH));
    private final Wrap kms = new Wrap(Wrap.KMS, bytes(300));
    private final Wrap unknown = new Wrap(200, bytes(0));
    private final byte[] message = bytes(AesGcm.IV + 5 + AesGcm.TAG);

    @Test
    void a_formatted_value_is_taken_apart_again() {
        byte[] block = Wrap.block(List.of(local, kms, unknown));
        String value = Envelope.format(block, ByteBuffer.wrap(message), 0, message.length);
        Envelope envelope = Envelope.parse(value);
        assertThat(envelope.wraps()).hasSize(3);
        assertThat(envelope.wraps().get(0).type()).isEqualTo(Wrap.LOCAL);
        assertThat(envelope.wraps().get(0).body()).isEqualTo(local.body());
        assertThat(envelope.wraps().get(1).body()).isEqualTo(kms.body());
        assertThat(envelope.wraps().get(2).type()).isEqualTo(200);
        assertThat(envelope.wraps().get(2).body()).isEmpty();
        assertThat(envelope.wrapsBlock()).isEqualTo(block);
        assertThat(envelope.wrappedAs(block)).isTrue();
        assertThat(envelope.wrappedAs(Wrap.block(List.of(local, kms)))).isFalse();
        block[20]++;
        assertThat(envelope.wrappedAs(block)).isFalse();
        assertThat(envelope.messageLength()).isEqualTo(message.length);
        assertThat(Arrays.copyOfRange(
                        envelope.message().array(),
                        envelope.messageAt(),
                        envelope.messageAt() + envelope.messageLength()))
                .isEqualTo(message);
    }

    @Test
    void padding_may_be_left_out() {
        for (int length = 29; length < 33; length++) {
            byte[] text = bytes(length);
            String value = Envelope.format(Wrap.block(List.of(local)), ByteBuffer.wrap(text), 0, length);
            assertThat(Envelope.parse(value.replace("=", "")).messageLength()).isEqualTo(length);
        }
    }

    @Test
    void the_additional_data_is_the_name_and_all_wraps() {
        byte[] block = Wrap.block(List.of(local, unknown));
        Envelope envelope = Envelope.parse(Envelope.format(block, ByteBuffer.wrap(message), 0, message.length));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes("ske:v2:DB_PASSWORD".getBytes(StandardCharsets.US_ASCII));
        expected.writeBytes(block);
        assertThat(envelope.aad("DB_PASSWORD")).isEqualTo(expected.toByteArray());
        assertThat(Envelope.aad("DB_PASSWORD", block)).isEqualTo(expected.toByteArray());
    }

    @Test
    void a_count_of_none_or_more_than_eight_is_refused() {
        assertMalformed(new byte[0], "0 wrapped data keys");
        byte[] payload = payload(Wrap.block(List.of(unknown)), message);
        for (int count : new int[] {0, 9, 128, 255}) {
            payload[0] = (byte) count;
            assertMalformed(payload, count + " wrapped data keys, not 1 to 8");
        }
        assertThatThrownBy(() -> Wrap.block(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wrap.block(java.util.Collections.nCopies(9, unknown)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_truncation_is_refused_down_to_one_byte_of_ciphertext() {
        byte[] payload = payload(Wrap.block(List.of(local, unknown)), bytes(AesGcm.IV + 1 + AesGcm.TAG));
        assertThat(Envelope.parse(value(payload)).messageLength()).isEqualTo(29);
        for (int length = 0; length < payload.length; length++) {
            assertMalformed(Arrays.copyOf(payload, length), "damaged");
        }
    }

    @Test
    void a_wrap_that_is_longer_than_the_value_is_refused() {
        byte[] payload = payload(Wrap.block(List.of(unknown)), message);
        payload[2] = (byte) 0xFF;
        payload[3] = (byte) 0xFF;
        assertMalformed(payload, "cut off");
    }

    @Test
    void a_local_wrap_of_another_length_is_refused() {
        assertMalformed(payload(Wrap.block(List.of(new Wrap(Wrap.LOCAL, bytes(67)))), message), "67 bytes, not 68");
    }

    @Test
    void a_text_that_is_not_strict_is_refused() {
        String value = value(payload(Wrap.block(List.of(local)), message));
        assertThatThrownBy(() -> Envelope.parse(value.substring(0, 30) + "\n" + value.substring(30)))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Envelope.parse(value.substring(0, 30) + "-" + value.substring(31)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("character 31 is not base64");
        assertThatThrownBy(() -> Envelope.parse(value.substring(0, value.length() - 1)))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> Envelope.parse("ENC[v3:" + value.substring(7))).isInstanceOf(Failure.class);
    }

    @Test
    void a_value_is_read_the_same_after_another_one_whatever_they_have_in_common() {
        for (int rest = 0; rest < 3; rest++) { // of the wraps, beyond whole groups of base64
            byte[] block = Wrap.block(List.of(local, new Wrap(200, bytes(rest))));
            Envelope before = Envelope.parse(value(payload(block, bytes(40))));
            assertThat(Envelope.parse(value(payload(block, message)), before).wrapsBlock())
                    .isSameAs(before.wrapsBlock());
            for (int i = 0; i < block.length + message.length; i++) {
                byte[] payload = payload(block, message);
                payload[i] ^= 1;
                assertSame(value(payload), before);
                assertSame(value(Arrays.copyOf(payload, i)), before);
            }
            String value = value(payload(block, message));
            for (int i = 0; i < value.length(); i++) {
                assertSame(value.substring(0, i), before);
                assertSame(value.substring(0, i) + '*' + value.substring(i + 1), before);
                assertSame(value.substring(0, i) + '\u0141' + value.substring(i + 1), before);
                assertSame(value.substring(0, i) + "\uD83D\uDE00" + value.substring(i + 1), before);
            }
        }
    }

    private static void assertSame(String value, Envelope before) {
        assertThat(outcome(() -> Envelope.parse(value, before))).isEqualTo(outcome(() -> Envelope.parse(value)));
    }

    private static Object outcome(Supplier<Envelope> parsing) {
        try {
            Envelope envelope = parsing.get();
            int at = envelope.messageAt();
            return Arrays.toString(envelope.wrapsBlock())
                    + Arrays.toString(envelope.aad("NAME"))
                    + Arrays.toString(
                            Arrays.copyOfRange(envelope.message().array(), at, at + envelope.messageLength()));
        } catch (Failure failure) {
            return failure.code() + String.valueOf(failure.getMessage());
        }
    }

    private static void assertMalformed(byte[] payload, String reason) {
        assertThatThrownBy(() -> Envelope.parse(value(payload)))
                .hasMessageContaining(reason)
                .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(Code.VALUE_MALFORMED);
                    assertThat(failure.hint()).isNotNull();
                });
    }

    private static byte[] payload(byte[] block, byte[] message) {
        byte[] payload = Arrays.copyOf(block, block.length + message.length);
        System.arraycopy(message, 0, payload, block.length, message.length);
        return payload;
    }

    private static String value(byte[] payload) {
        return "ENC[v2:" + Base64.getEncoder().encodeToString(payload) + "]";
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
