package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

class KmsWriterTest {
    private static final String ARN = "arn:aws:kms:eu-central-1:123456789012:key/1";
    private static final KmsKey KEY = Key.of("alias/app", draft -> draft.context.put("app", "billing"));
    private final Writing kms = new Writing();

    @ParameterizedTest
    @CsvSource({"SYMMETRIC_DEFAULT, false", "RSA_2048, true", "RSA_4096, true"})
    void the_keys_kind_is_asked_for_once(String spec, boolean rsa) {
        kms.spec = spec;
        KmsWriter writer = writer(null);
        assertThat(writer.rsa()).isEqualTo(rsa);
        assertThat(writer.rsa()).isEqualTo(rsa);
        assertThat(writer.arn()).isEqualTo(ARN);
        assertThat(kms.described).isEqualTo(1);
    }

    @Test
    void a_kind_that_is_given_is_not_asked_for() {
        assertThat(writer("RSA_3072").rsa()).isTrue();
        assertThat(kms.described).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_2048, SIGN_VERIFY, SIGN_VERIFY",
        "HMAC_256, GENERATE_VERIFY_MAC, GENERATE_VERIFY_MAC",
        "ECC_NIST_P256, KEY_AGREEMENT, KEY_AGREEMENT",
        "SM2, ENCRYPT_DECRYPT, SM2",
    })
    void a_key_that_does_not_encrypt_values_is_refused(String spec, String usage, String named) {
        kms.spec = spec;
        kms.usage = usage;
        Failure failure = catchThrowableOfType(Failure.class, () -> writer(null).rsa());
        assertThat(failure.code()).isEqualTo(Code.CONFIG_INVALID);
        assertThat(failure).hasMessage("alias/app: the key is for " + named + " and cannot encrypt values");
        assertThat(failure.hint()).contains("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "RSA_2048");
    }

    @Test
    void a_kind_that_does_not_encrypt_is_refused_before_any_call() {
        assertThatThrownBy(() -> writer("HMAC_256")).isInstanceOf(Failure.class).hasMessageContaining("HMAC_256");
    }

    @Test
    void a_data_key_is_of_256_bits_and_takes_the_context() {
        Generated made = writer(null).generateDataKey();
        assertThat(made.plaintext()).hasSize(32).containsOnly(7);
        assertThat(made.ciphertext()).containsExactly(1, 2, 3);
        assertThat(made.arn()).isEqualTo(ARN);
        assertThat(kms.generated.keyId()).isEqualTo("alias/app");
        assertThat(kms.generated.keySpecAsString()).isEqualTo("AES_256");
        assertThat(kms.generated.encryptionContext()).containsEntry("app", "billing");
        made.close();
        assertThat(made.plaintext()).containsOnly(0);
    }

    @Test
    void a_symmetric_key_encrypts_with_the_context() {
        assertThat(writer("SYMMETRIC_DEFAULT").encrypt(new byte[] {9})).containsExactly(4, 5, 6);
        assertThat(kms.encrypted.encryptionContext()).containsEntry("app", "billing");
        assertThat(kms.encrypted.encryptionAlgorithmAsString()).isNull();
    }

    @Test
    void an_rsa_key_encrypts_by_oaep_without_a_context() {
        KmsWriter writer = writer("RSA_2048");
        writer.encrypt(new byte[] {9});
        assertThat(writer.arn()).isEqualTo(ARN);
        assertThat(kms.encrypted.hasEncryptionContext()).isFalse();
        assertThat(kms.encrypted.encryptionAlgorithmAsString()).isEqualTo("RSAES_OAEP_SHA_256");
    }

    @Test
    void a_denied_call_names_its_own_action() {
        kms.failure = StubKms.error("AccessDeniedException", 400);
        assertThat(denied(() -> writer(null).rsa()).hint()).contains("kms:DescribeKey", "--key-spec");
        assertThat(denied(() -> writer(null).generateDataKey()).hint()).contains("kms:GenerateDataKey");
        assertThat(denied(() -> writer("SYMMETRIC_DEFAULT").encrypt(new byte[1]))
                        .hint())
                .contains("kms:Encrypt");
    }

    @Test
    void the_arn_is_known_after_a_call_only() {
        assertThatThrownBy(() -> writer("RSA_2048").arn()).isInstanceOf(IllegalStateException.class);
    }

    private static Failure denied(Runnable call) {
        Failure failure = catchThrowableOfType(Failure.class, call::run);
        assertThat(failure.code()).isEqualTo(Code.KMS_ACCESS_DENIED);
        assertThat(failure).hasMessageStartingWith("alias/app: KMS denied kms:");
        return failure;
    }

    @Test
    void a_data_key_is_asked_for_with_the_document_where_the_key_has_attestation() {
        FakeAttestation attestation = new FakeAttestation();
        KmsWriter writer = attested(true, attestation);
        assertThat(attestation.made).isZero();
        kms.attesting = true;
        try (Generated made = writer.generateDataKey()) {
            assertThat(made.plaintext()).hasSize(32).containsOnly(7);
            assertThat(made.ciphertext()).containsExactly(1, 2, 3);
            assertThat(made.arn()).isEqualTo(ARN);
        }
        assertThat(kms.generated.recipient().attestationDocument().asByteArray())
                .containsExactly(1);
        assertThat(kms.generated.encryptionContext()).containsEntry("app", "billing");
        assertThat(attestation.held).isZero();
        assertThat(attestation.begun).isOne();
        writer.close();
        assertThat(attestation.closed).isOne();
    }

    @Test
    void a_data_key_that_comes_in_the_clear_although_attestation_is_required_is_not_used() {
        KmsWriter writer = attested(true, new FakeAttestation());
        Failure failure = catchThrowableOfType(Failure.class, writer::generateDataKey);
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_UNWRAP_FAILED);
        assertThat(failure).hasMessageStartingWith("alias/app: the answer of KMS holds Plaintext");
        assertThat(kms.given).containsOnly(0);
    }

    @Test
    void a_data_key_is_made_without_attestation_where_that_fails_and_is_not_required() {
        FakeAttestation attestation = new FakeAttestation();
        attestation.failure = new Failure(Code.ATTESTATION_UNAVAILABLE, "nobody is there", "start it");
        try (Generated made = attested(false, attestation).generateDataKey()) {
            assertThat(made.plaintext()).containsOnly(7);
        }
        assertThat(kms.generated.recipient()).isNull();
        Failure failure = catchThrowableOfType(
                Failure.class, () -> attested(true, attestation).generateDataKey());
        assertThat(failure.code()).isEqualTo(Code.ATTESTATION_UNAVAILABLE);
        assertThat(failure).hasMessage("alias/app: nobody is there");
    }

    @Test
    void a_data_key_that_comes_without_its_ciphertext_is_wiped() {
        kms.wrapping = false;
        assertThatThrownBy(() -> writer(null).generateDataKey()).isInstanceOf(Failure.class);
        assertThat(kms.given).hasSize(32).containsOnly(0);
    }

    @Test
    void what_has_no_plaintext_in_its_answer_goes_without_attestation() {
        FakeAttestation attestation = new FakeAttestation();
        KmsWriter writer = attested(true, attestation);
        assertThat(writer.rsa()).isFalse();
        assertThat(writer.encrypt(new byte[] {9})).containsExactly(4, 5, 6);
        writer.close();
        assertThat(attestation.made).isZero();
    }

    private KmsWriter attested(boolean required, FakeAttestation attestation) {
        AttestationSpec.Draft spec = new AttestationSpec.Draft();
        spec.required = required;
        KmsKey key = Key.of("alias/app", draft -> {
            draft.context.put("app", "billing");
            draft.attestation = new AttestationSpec(spec);
        });
        return new KmsWriter(key, null, new Connection(kms), null, attestation, uri -> null);
    }

    private KmsWriter writer(@Nullable String spec) {
        return new KmsWriter(KEY, spec, new Connection(kms), null, new FakeAttestation(), uri -> null);
    }

    private static final class Writing implements KmsClient, Target {
        String spec = "SYMMETRIC_DEFAULT";
        String usage = "ENCRYPT_DECRYPT";
        int described;
        boolean attesting;
        boolean wrapping = true;
        byte[] given = {};

        @Nullable
        RuntimeException failure;

        @Nullable
        GenerateDataKeyRequest generated;

        @Nullable
        EncryptRequest encrypted;

        @Override
        public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
            fail();
            described++;
            return DescribeKeyResponse.builder()
                    .keyMetadata(key -> key.arn(ARN).keySpec(spec).keyUsage(usage))
                    .build();
        }

        @Override
        public GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
            fail();
            generated = request;
            byte[] key = new byte[32];
            java.util.Arrays.fill(key, (byte) 7);
            given = key;
            GenerateDataKeyResponse.Builder answer = GenerateDataKeyResponse.builder();
            if (attesting) {
                byte[] document = request.recipient().attestationDocument().asByteArray();
                answer.ciphertextForRecipient(SdkBytes.fromByteArray(FakeAttestation.wrap(document, key)));
            } else {
                answer.plaintext(SdkBytes.fromByteArrayUnsafe(key));
            }
            if (wrapping) {
                answer.ciphertextBlob(SdkBytes.fromByteArray(new byte[] {1, 2, 3}));
            }
            return answer.keyId(ARN).build();
        }

        @Override
        public EncryptResponse encrypt(EncryptRequest request) {
            fail();
            encrypted = request;
            return EncryptResponse.builder()
                    .ciphertextBlob(SdkBytes.fromByteArray(new byte[] {4, 5, 6}))
                    .keyId(ARN)
                    .build();
        }

        private void fail() {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public String region() {
            return "eu-central-1";
        }

        @Override
        public KmsClient client(String region) {
            return this;
        }

        @Override
        public String serviceName() {
            return "kms";
        }

        @Override
        public void close() {}
    }
}
