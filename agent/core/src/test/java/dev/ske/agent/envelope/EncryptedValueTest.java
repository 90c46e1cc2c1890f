package dev.ske.agent.envelope;

import static dev.ske.agent.envelope.EncryptedValue.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.envelope.EncryptedValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedValueTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "E",
                "ENC",
                "ENCODER",
                "[v2]",
                "enc",
                "ENC-1",
                "v2:",
                "encrypted",
                "ENC(half",
                "Env[v2]",
                "EN",
                "postgres://ENC[v2:abc]",
                "=ENC",
                "2:",
                "C[v2:x]"
            })
    void an_ordinary_text_is_plain(String text) {
        assertThat(kindOf(text)).isEqualTo(Kind.PLAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "ENC[v2:AAAA] V2",
                "ENC[AQICAHg=] KMS",
                "ENC[AQICAHg] KMS",
                "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str] SOPS",
                "ENC(abcdef) JASYPT",
                "encrypted:BDqD DOTENVX"
            })
    void every_known_form_is_told_apart(String value, String kind) {
        assertThat(kindOf(value)).isEqualTo(Kind.valueOf(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENC[",
                "ENC[]",
                "ENC[v2:",
                "ENC[v2:AAAA",
                "ENC[v3:AAAA]",
                "ENC[v2AAAA]",
                "ENC[V2:AAAA]",
                "ENC[AAAA",
                "ENC[AAA?]",
                "ENC[A]",
                "ENC[AAAA==]",
                "ENC[AB==]x",
                "ENC[AB]",
                "DNC[v2:AAAA]",
                "ENC{v2:AAAA]",
                "ENC[w2:AAAA]",
                "ENC(v2:AAAA]",
                "NC[v2:AAAA]",
                "ENCv2:AAAA]",
                " ENC[v2:AAAA]",
                "EENC[v2:AAAA]",
                "ENC [v2:AAAA]",
                "ENC[v2:AAAA] ",
                "ENC[secret text]",
                "ENC[AES256-GCM,x]"
            })
    void what_was_an_encrypted_value_is_damaged(String value) {
        assertThat(kindOf(value)).isEqualTo(Kind.DAMAGED);
    }

    @Test
    void one_replaced_character_never_makes_a_value_plain() {
        byte[] payload = new byte[120];
        ThreadLocalRandom.current().nextBytes(payload);
        String value = "ENC[v2:" + Base64.getEncoder().encodeToString(payload) + "]";
        for (int at = 0; at < value.length(); at++) {
            boolean framed = at < 7 || at == value.length() - 1;
            for (char c = 0; c < 0x180; c++) {
                String changed = value.substring(0, at) + c + value.substring(at + 1);
                Kind kind = kindOf(changed);
                assertThat(kind)
                        .as("character %d replaced by %d", at, (int) c)
                        .isEqualTo(framed && !changed.equals(value) ? Kind.DAMAGED : Kind.V2);
            }
        }
    }

    static Stream<String> whatKmsMade() {
        Stream<String> made = Stream.of();
        for (int padding = 0; padding < 3; padding++) {
            made = Stream.concat(
                    made,
                    Stream.of(
                            base64(136 + padding, 1, 1, 2, 0, 0x78),
                            base64(153 + padding, 1, 2, 2, 0, 0x78),
                            base64(4100 + padding, 1, 2, 2, 0, 0x78),
                            base64(287 + padding, 1, 1, 0),
                            base64(415 + padding, 1, 1, 0x80),
                            base64(543 + padding, 1, 2, 0),
                            base64(127 + padding, 1, 0, 0x60)));
        }
        return made;
    }

    @ParameterizedTest
    @MethodSource("whatKmsMade")
    void one_replaced_lost_or_added_character_of_the_frame_never_makes_what_kms_made_plain(String base64) {
        String value = "ENC[" + base64 + "]";
        assertThat(kindOf(value)).isEqualTo(Kind.KMS);
        for (int at = 0; at < 4; at++) {
            String before = value.substring(0, at);
            damaged(before + value.substring(at + 1));
            for (char c = 0; c < 0x180; c++) {
                damaged(before + c + value.substring(at));
                if (c != value.charAt(at)) {
                    damaged(before + c + value.substring(at + 1));
                }
            }
        }
        damaged(value.substring(0, value.length() - 1));
        for (char c = 0; c < 0x180; c++) {
            damaged(value + c);
            if (c != ']') {
                damaged(value.substring(0, value.length() - 1) + c);
            }
        }
    }

    private static void damaged(String value) {
        assertThat(kindOf(value)).as(value).isEqualTo(Kind.DAMAGED);
        assertThat(EncryptedValue.isPlain(value)).isFalse();
        assertThat(EncryptedValue.isOurs(value)).isTrue();
    }

    @Test
    void a_text_that_only_begins_like_what_kms_made_is_plain() {
        String made = base64(153, 1, 2, 2, 0, 0x78);
        for (String text : new String[] {
            "DNC[AQICAH]",
            "DNC[AQICAH",
            "ENCAQICAHg",
            "ENCAQ",
            "ENXC[",
            made,
            made + "]",
            "X=" + made,
            "ENX" + made,
            "DNX[" + made + "]",
            "DNC[" + made + "==]",
            "DNC[" + made.replace('A', '-') + "]",
            "DNC[" + made.substring(0, 20) + " " + made.substring(20) + "]",
            "DNC[" + base64(153, 2, 2, 2, 0, 0x78) + "]",
            "DNC[" + base64(286, 1, 1, 0) + "]"
        }) {
            assertThat(kindOf(text)).as(text).isEqualTo(Kind.PLAIN);
            assertThat(EncryptedValue.isPlain(text)).isTrue();
        }
        assertThat(kindOf("ENC(" + made + ")")).isEqualTo(Kind.JASYPT);
    }

    @Property(tries = 1000)
    void an_ordinary_text_is_plain_whatever_stands_in_it(@ForAll String text) {
        if (!text.startsWith("ENC") && !text.startsWith("encrypted:")) {
            assertThat(kindOf(text)).isEqualTo(Kind.PLAIN);
            assertThat(EncryptedValue.rawKindOf(text)).isEqualTo(Kind.PLAIN);
        }
    }

    @Test
    void a_raw_ciphertext_is_one_from_its_least_length_on_and_only_where_the_document_says_so() {
        for (int[] beginning : new int[][] {{1, 2, 2, 0, 0x78}, {1, 1, 2, 0, 0x78}}) {
            for (int length = 136; length < 700; length++) {
                String raw = base64(length, beginning);
                for (String text : new String[] {raw, raw.replace("=", "")}) {
                    assertThat(EncryptedValue.looksRaw(text)).isTrue();
                    assertThat(EncryptedValue.rawKindOf(text)).isEqualTo(Kind.KMS);
                    assertThat(kindOf(text)).isEqualTo(Kind.PLAIN);
                    assertThat(KmsValue.parse(text).isEnvelope()).isFalse();
                }
            }
            assertThat(EncryptedValue.looksRaw(base64(135, beginning))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQICAH", "AQICAHg=", "secret", "DQICAH"})
    void a_short_or_other_text_is_plain_in_a_document_with_raw_ciphertexts(String text) {
        assertThat(EncryptedValue.looksRaw(text)).isFalse();
        assertThat(EncryptedValue.rawKindOf(text)).isEqualTo(Kind.PLAIN);
        assertThat(EncryptedValue.rawKindOf(base64(300, 2, 1, 1, 1, 1))).isEqualTo(Kind.PLAIN);
        assertThat(EncryptedValue.rawKindOf("ENC[AQICAHg=]")).isEqualTo(Kind.KMS);
    }

    @Test
    void a_raw_ciphertext_with_one_character_changed_lost_or_cut_off_is_never_plain() {
        everyChangeIsSeen(base64(153, 1, 2, 2, 0, 0x78));
        everyChangeIsSeen(base64(136, 1, 1, 2, 0, 0x78));
    }

    private static void everyChangeIsSeen(String raw) {
        for (int at = 0; at < raw.length(); at++) {
            for (char c = 0; c < 0x180; c++) {
                String changed = raw.substring(0, at) + c + raw.substring(at + 1);
                assertThat(EncryptedValue.rawKindOf(changed))
                        .as("%d: %d", at, (int) c)
                        .isNotEqualTo(Kind.PLAIN);
            }
        }
        for (int length = 100; length < raw.length(); length++) {
            assertThat(EncryptedValue.rawKindOf(raw.substring(0, length))).isNotEqualTo(Kind.PLAIN);
        }
    }

    private static String base64(int length, int... beginning) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        for (int i = 0; i < beginning.length; i++) {
            bytes[i] = (byte) beginning[i];
        }
        if (beginning[1] == 0) {
            byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(id, 0, bytes, 3, id.length);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void every_beginning_of_a_value_that_shows_its_bracket_is_damaged() {
        String value = "ENC[v2:" + "A".repeat(100) + "]";
        for (int length = 4; length < value.length(); length++) {
            assertThat(kindOf(value.substring(0, length))).isEqualTo(Kind.DAMAGED);
        }
    }
}
