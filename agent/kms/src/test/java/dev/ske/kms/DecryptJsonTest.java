package dev.ske.kms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Kms;
import java.util.Base64;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class DecryptJsonTest {
    private static final byte[] CIPHERTEXT = {1, 2, 2, 0, 0x78};

    @Test
    void a_symmetric_call_names_the_configured_key_and_its_context() {
        KmsKey key = Key.of("alias/app", draft -> {
            draft.context.put("app", "a \"quoted\" \\ line\n\u0001 ü \uD83D\uDE00");
            draft.context.put("other", "");
        });
        JsonNode json = request(key, Kms.SYMMETRIC, null);
        assertThat(json.asObject()).containsOnlyKeys("CiphertextBlob", "EncryptionContext", "KeyId");
        assertThat(text(json, "KeyId")).isEqualTo("alias/app");
        assertThat(Base64.getDecoder().decode(text(json, "CiphertextBlob"))).isEqualTo(CIPHERTEXT);
        JsonNode context = json.asObject().get("EncryptionContext");
        assertThat(context.asObject()).hasSize(2);
        assertThat(text(context, "app")).isEqualTo("a \"quoted\" \\ line\n\u0001 ü \uD83D\uDE00");
        assertThat(text(context, "other")).isEmpty();
    }

    @Test
    void an_rsa_call_names_the_algorithm_and_no_context_which_kms_would_refuse() {
        KmsKey key = Key.of("alias/app", draft -> draft.context.put("app", "billing"));
        JsonNode json = request(key, Kms.RSA_OAEP_SHA_256, null);
        assertThat(json.asObject()).containsOnlyKeys("CiphertextBlob", "EncryptionAlgorithm", "KeyId");
        assertThat(text(json, "EncryptionAlgorithm")).isEqualTo("RSAES_OAEP_SHA_256");
    }

    @Test
    void a_document_is_shown() {
        JsonNode recipient = Objects.requireNonNull(request(Key.of("k"), Kms.SYMMETRIC, new byte[] {9, 8})
                .asObject()
                .get("Recipient"));
        assertThat(text(recipient, "AttestationDocument")).isEqualTo("CQg=");
        assertThat(text(recipient, "KeyEncryptionAlgorithm")).isEqualTo("RSAES_OAEP_SHA_256");
    }

    @Test
    void plaintexts_of_any_bytes_are_read() {
        Random random = new Random(3);
        for (int length = 1; length < 300; length++) {
            byte[] plaintext = new byte[length];
            random.nextBytes(plaintext);
            String base64 = Base64.getEncoder().encodeToString(plaintext);
            Reply reply = reply("{ \"KeyId\" : \"k\",\n\t\"Plaintext\":\r\n\"" + base64 + "\" }");
            assertThat(reply).isNotNull();
            assertThat(reply.plaintext()).isEqualTo(plaintext);
            assertThat(reply.forRecipient()).isNull();
        }
    }

    @Test
    void what_hides_a_plaintext_is_read_beside_an_empty_one() {
        Reply reply = reply("{\"CiphertextForRecipient\":\"AQID\",\"Plaintext\":\"\"}");
        assertThat(reply).isNotNull();
        assertThat(reply.plaintext()).isNull();
        assertThat(reply.forRecipient()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "null",
                "<html>",
                "{\"KeyId\":\"k\"}",
                "{\"Plaintext\":\"\"}",
                "{\"Plaintext\":null}",
                "{\"Plaintext\":1}",
                "{\"Plaintext\":\"AQID\"",
                "{\"Plaintext\":\"AQID",
                "{\"Plaintext\":\"AQID\",}",
                "{\"Plaintext\":\"AQID\"]",
                "{\"Plaintext\" \"AQID\"}",
                "{\"Plaintext\":\"AQI\\u0044\"}",
                "{\"Plaintext\":\"A*ID\"}",
                "{\"Plaintext\":\"A\"}",
                "{\"Nested\":{\"Plaintext\":\"AQID\"}}",
                "{\"Number\":1,\"Plaintext\":\"AQID\"}",
            })
    void everything_else_is_the_sdk_s_to_read(String answer) {
        assertThat(reply(answer)).isNull();
    }

    private static @Nullable Reply reply(String answer) {
        return DecryptJson.reply(answer.getBytes(UTF_8));
    }

    private static JsonNode request(KmsKey key, int algorithm, byte @Nullable [] document) {
        return JsonNode.parser().parse(DecryptJson.request(key, algorithm, CIPHERTEXT, document));
    }

    private static String text(JsonNode object, String name) {
        return Objects.requireNonNull(object.asObject().get(name)).asString();
    }
}
