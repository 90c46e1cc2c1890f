package dev.ske.agent.envelope;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KmsValueTest {
    /** A ciphertext of AWS begins with byte 1 and two bytes that are no length; a data key's is 184 bytes long. */
    @ParameterizedTest
    @ValueSource(ints = {0x0202, 0x0203, 0x0101, 0x0102, 0x0103})
    void a_base64_text_with_the_beginning_and_the_lengths_of_an_aws_ciphertext_is_one_symmetric_ciphertext(int next) {
        for (int plaintext = 1; plaintext <= 4096; plaintext = plaintext < 700 ? plaintext + 1 : plaintext + 97) {
            byte[] blob = bytes(152 + plaintext);
            blob[0] = 1;
            blob[1] = (byte) (next >> 8);
            blob[2] = (byte) next;
            blob[3] = 0;
            blob[4] = 0x78;
            String base64 = Base64.getEncoder().encodeToString(blob);
            for (String value : new String[] {base64, "ENC[" + base64 + "]"}) {
                KmsValue read = KmsValue.parse(value);
                assertThat(read.isEnvelope()).isFalse();
                assertThat(read.ciphertext()).isEqualTo(blob);
                assertThat(read.messageLength()).isZero();
            }
            assertThat(KmsValue.format(blob)).isEqualTo("ENC[" + base64 + "]");
        }
    }

    @Test
    void a_text_that_begins_with_AQICAH_is_one_symmetric_ciphertext() {
        String tail = Base64.getEncoder().encodeToString(bytes(180));
        KmsValue read = KmsValue.parse("AQICAHhx" + tail);
        assertThat(read.isEnvelope()).isFalse();
        assertThat(read.ciphertext()).isEqualTo(Base64.getDecoder().decode("AQICAHhx" + tail));
    }

    @ParameterizedTest
    @CsvSource({"256, 0", "256, 36", "384, 1", "512, 5000", "512, 100000"})
    void an_envelope_is_taken_apart_again(int wrapped, int text) {
        byte[] key = bytes(wrapped);
        byte[] message = bytes(12 + text + 16);
        KmsValue read = KmsValue.parse(KmsValue.envelope(key, ByteBuffer.wrap(message), 0, message.length));
        assertThat(read.isEnvelope()).isTrue();
        assertThat(read.ciphertext()).isEqualTo(key);
        assertThat(message(read)).isEqualTo(message);
    }

    @Test
    void an_envelope_is_byte_1_length_wrapped_key_and_message() {
        byte[] key = bytes(384);
        byte[] message = bytes(50);
        byte[] payload = decoded(KmsValue.envelope(key, ByteBuffer.wrap(message), 10, 40));
        assertThat(payload).hasSize(3 + 384 + 40).startsWith(1, 1, 0x80);
        assertThat(Arrays.copyOfRange(payload, 3, 387)).isEqualTo(key);
        assertThat(Arrays.copyOfRange(payload, 387, 427)).isEqualTo(Arrays.copyOfRange(message, 10, 50));
    }

    /** The emulator encrypts under AES for RSA keys, too: the id of the key as text, IV, tag and 32 bytes. */
    @Test
    void an_envelope_of_the_emulator_moto_is_one_and_its_symmetric_ciphertext_is_none() {
        byte[] wrapped = bytes(96);
        System.arraycopy(UUID.randomUUID().toString().getBytes(US_ASCII), 0, wrapped, 0, 36);
        KmsValue read = KmsValue.parse(KmsValue.envelope(wrapped, ByteBuffer.wrap(bytes(40)), 0, 40));
        assertThat(read.isEnvelope()).isTrue();
        assertThat(read.ciphertext()).isEqualTo(wrapped);
        assertThat(read.messageLength()).isEqualTo(40);
        assertThat(KmsValue.parse(KmsValue.format(wrapped)).isEnvelope()).isFalse();
        assertThat(KmsValue.parse(KmsValue.format(wrapped)).ciphertext()).isEqualTo(wrapped);
    }

    @Property(tries = 300)
    void whatever_is_no_envelope_is_one_symmetric_ciphertext_byte_for_byte(
            @ForAll @Size(min = 1, max = 700) byte[] payload) {
        boolean envelope = payload.length >= 3 + 256 + 28
                && payload[0] == 1
                && (payload[1] == 1 || payload[1] == 2)
                && (payload[2] == 0 || payload[2] == (byte) 0x80);
        KmsValue read = KmsValue.parse(KmsValue.format(payload));
        if (!envelope) {
            assertThat(read.isEnvelope()).isFalse();
            assertThat(read.ciphertext()).isEqualTo(payload);
        }
    }

    @Property(tries = 300)
    void lengths_decide_what_begins_with_byte_1(
            @ForAll("lengths") int n, @ForAll @IntRange(min = 4, max = 700) int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) 0x5A);
        payload[0] = 1;
        payload[1] = (byte) (n >> 8);
        payload[2] = (byte) n;
        boolean envelope = (n == 256 || n == 384 || n == 512) && length >= 3 + n + 12 + 16;
        KmsValue read = KmsValue.parse(KmsValue.format(payload));
        assertThat(read.isEnvelope()).isEqualTo(envelope);
        assertThat(read.ciphertext()).hasSize(envelope ? n : length);
        assertThat(read.messageLength()).isEqualTo(envelope ? length - 3 - n : 0);
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.oneOf(
                Arbitraries.of(256, 384, 512),
                Arbitraries.of(96, 255, 257, 511, 513, 0x0202),
                Arbitraries.integers().between(0, 0xFFFF));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ENC[]; it is empty",
                "''; it is empty",
                "ENC[AQIC; not of the form ENC[base64]",
                "ENC[AQICA]; cut off",
                "AQICA; cut off",
                "ENC[AQICAHg==]; padding is wrong",
                "ENC[AQI*AHg=]; character 8 is not base64",
                "AQI*AHg=; character 4 is not base64",
                "AQICAHh=; character 7 is not base64",
                "ENC[AQIC-Hg=]; character 9 is not base64",
                "ENC[ AQICAH]; character 5 is not base64",
                "'AQICAHh '; character 8 is not base64"
            })
    void what_is_not_strict_base64_is_refused_with_the_place(String value, String why) {
        refused(value, why);
    }

    @Test
    void a_symmetric_ciphertext_above_what_kms_takes_is_refused() {
        byte[] largest = bytes(6144);
        largest[0] = 'a';
        assertThat(KmsValue.parse(KmsValue.format(largest)).ciphertext()).isEqualTo(largest);
        refused(KmsValue.format(Arrays.copyOf(largest, 6145)), "6145 bytes");
        refused(Base64.getEncoder().encodeToString(Arrays.copyOf(largest, 7000)), "7000 bytes");
    }

    @Test
    void an_envelope_that_would_not_be_read_as_one_is_not_made() {
        ByteBuffer message = ByteBuffer.allocate(100);
        for (int wrapped : new int[] {0, 95, 96, 97, 255, 257, 514}) {
            assertThatThrownBy(() -> KmsValue.envelope(new byte[wrapped], message, 0, 40))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> KmsValue.envelope(new byte[256], message, 0, 27))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(String value, String why) {
        assertThatThrownBy(() -> KmsValue.parse(value)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(Code.VALUE_MALFORMED);
            assertThat(failure).hasMessageContaining(why);
            assertThat(failure.hint()).isNotNull();
        });
    }

    private static byte[] message(KmsValue value) {
        int from = value.messageAt();
        return Arrays.copyOfRange(value.message().array(), from, from + value.messageLength());
    }

    private static byte[] decoded(String value) {
        return Base64.getDecoder().decode(value.substring(4, value.length() - 1));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
