package dev.ske.it.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The witness is looked at too: what the black-box tests rest on. */
class TestKmsTest {
    private final Credentials user = Credentials.ofUser();
    private final TestKms kms = TestKms.start("eu-central-1").admit(user);
    private final TestKey key = kms.createSymmetric();

    @AfterEach
    void stop() {
        kms.close();
    }

    @Test
    void a_symmetric_ciphertext_looks_like_those_of_aws() {
        byte[] blob = key.encrypt(new byte[32]);
        assertThat(blob).startsWith(1, 2, 2, 0, 0x78).hasSize(184);
        assertThat(Base64.getEncoder().encodeToString(blob)).startsWith("AQICAH");
        assertThat(key.encrypt(new byte[4096]).length).isBetween(4096 + 120, 4096 + 200);
        for (int length : new int[] {0, 1, 60, 100, 255, 4096}) {
            assertThat(key.decrypt(key.encrypt(new byte[length]), Map.of())).hasSize(length);
        }
    }

    @Test
    void what_is_encrypted_is_decrypted_with_the_same_context_only() throws Exception {
        kms.alias("alias/app", key);
        Map<String, Object> blob = ask(
                "Encrypt",
                Map.of("KeyId", "alias/app", "Plaintext", "c2VjcmV0", "EncryptionContext", Map.of("a", "b")));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("CiphertextBlob", blob.get("CiphertextBlob"));
        request.put("EncryptionContext", Map.of("a", "b"));
        assertThat(ask("Decrypt", request))
                .containsEntry("Plaintext", "c2VjcmV0")
                .containsEntry("KeyId", key.arn());
        request.put("EncryptionContext", Map.of("a", "c"));
        assertThat(ask("Decrypt", request)).containsEntry("__type", "InvalidCiphertextException");
        assertThat(kms.calls()).isEqualTo(Map.of("Encrypt", 1, "Decrypt", 2));
        assertThat(kms.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void a_key_of_rsa_opens_what_it_encrypted() throws Exception {
        TestKey rsa = kms.createRsa(2048);
        byte[] sealed = rsa.encrypt(new byte[32]);
        assertThat(sealed).hasSize(256);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("CiphertextBlob", Base64.getEncoder().encodeToString(sealed));
        request.put("EncryptionAlgorithm", "RSAES_OAEP_SHA_256");
        assertThat(ask("Decrypt", request)).containsEntry("__type", "ValidationException");
        request.put("KeyId", rsa.arn());
        assertThat(ask("Decrypt", request))
                .containsEntry("Plaintext", Base64.getEncoder().encodeToString(new byte[32]));
        request.remove("EncryptionAlgorithm");
        assertThat(ask("Decrypt", request)).containsEntry("__type", "InvalidKeyUsageException");
        assertThat(ask("DescribeKey", Map.of("KeyId", rsa.id())).get("KeyMetadata"))
                .asString()
                .contains("KeySpec=RSA_2048");
    }

    @Test
    void a_data_key_is_handed_out_and_encrypted_again_for_another_key() throws Exception {
        Map<String, Object> made = ask("GenerateDataKey", Map.of("KeyId", key.id(), "KeySpec", "AES_256"));
        TestKey other = kms.createSymmetric();
        Map<String, Object> again =
                ask("ReEncrypt", Map.of("CiphertextBlob", made.get("CiphertextBlob"), "DestinationKeyId", other.arn()));
        byte[] blob = Base64.getDecoder().decode((String) again.get("CiphertextBlob"));
        assertThat(other.decrypt(blob, Map.of()))
                .isEqualTo(Base64.getDecoder().decode((String) made.get("Plaintext")))
                .hasSize(32);
    }

    @Test
    void what_kms_refuses_has_the_name_that_aws_gives_it() throws Exception {
        byte[] blob = key.encrypt(new byte[8]);
        TestKey other = kms.createSymmetric();
        assertThat(decrypt(other.arn(), blob)).isEqualTo("IncorrectKeyException");
        assertThat(decrypt("alias/none", blob)).isEqualTo("NotFoundException");
        assertThat(decrypt(key.arn().replace("eu-central-1", "eu-west-1"), blob))
                .isEqualTo("NotFoundException");
        assertThat(decrypt(kms.createForeign().arn(), blob)).isEqualTo("AccessDeniedException");
        assertThat(decrypt(key.arn(), Arrays.copyOf(blob, blob.length - 1))).isEqualTo("InvalidCiphertextException");
        assertThat(decrypt(key.arn(), new byte[7000])).isEqualTo("ValidationException");
        assertThat(decrypt(key.arn(), new byte[0])).isEqualTo("ValidationException");
        assertThat(decrypt(key.deny("Decrypt").arn(), blob)).isEqualTo("AccessDeniedException");
        assertThat(decrypt(other.state(TestKey.State.Disabled).arn(), blob)).isEqualTo("DisabledException");
        assertThat(decrypt(other.state(TestKey.State.PendingDeletion).arn(), blob))
                .isEqualTo("KMSInvalidStateException");
    }

    @Test
    void who_is_not_known_is_refused() throws Exception {
        assertThat(send("DescribeKey", "{}", null)).contains("MissingAuthenticationTokenException");
        assertThat(send("DescribeKey", "{}", "Basic eDp5")).contains("IncompleteSignatureException");
        assertThat(send("DescribeKey", "{}", signed(Credentials.ofUser(), "eu-central-1")))
                .contains("UnrecognizedClientException");
        assertThat(send("DescribeKey", "{}", signed(user, "eu-west-1"))).contains("InvalidSignatureException");
        kms.expiresTokens();
        assertThat(send("DescribeKey", "{}", signed(user, "eu-central-1"))).contains("ExpiredTokenException");
    }

    @Test
    void trouble_lasts_as_long_as_it_is_told() throws Exception {
        kms.throttles(1);
        assertThat(ask("DescribeKey", Map.of("KeyId", key.id()))).containsEntry("__type", "ThrottlingException");
        assertThat(ask("DescribeKey", Map.of("KeyId", key.id()))).containsKey("KeyMetadata");
        kms.cuts(1);
        assertThatThrownBy(() -> ask("DescribeKey", Map.of("KeyId", key.id()))).isInstanceOf(IOException.class);
        kms.answersHtml();
        assertThat(send("DescribeKey", "{}", null)).contains("<html>");
    }

    private String decrypt(String keyId, byte[] blob) throws Exception {
        return (String) ask(
                        "Decrypt",
                        Map.of(
                                "KeyId",
                                keyId,
                                "CiphertextBlob",
                                Base64.getEncoder().encodeToString(blob)))
                .get("__type");
    }

    private Map<String, Object> ask(String operation, Map<String, Object> request) throws Exception {
        return Json.read(send(operation, Json.write(request), signed(user, "eu-central-1")));
    }

    private String send(String operation, String body, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(kms.endpoint()))
                .header("X-Amz-Target", "TrentService." + operation)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String signed(Credentials credentials, String region) {
        return "AWS4-HMAC-SHA256 Credential=" + credentials.accessKey() + "/20250101/" + region
                + "/kms/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64);
    }
}
