package dev.ske.agent.envelope;

import static dev.ske.agent.envelope.EncryptedValue.kindOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.envelope.EncryptedValue.Kind;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void every_beginning_of_a_value_that_shows_its_bracket_is_damaged() {
        String value = "ENC[v2:" + "A".repeat(100) + "]";
        for (int length = 4; length < value.length(); length++) {
            assertThat(kindOf(value.substring(0, length))).isEqualTo(Kind.DAMAGED);
        }
    }
}
