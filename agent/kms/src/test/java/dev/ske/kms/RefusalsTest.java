package dev.ske.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Code;
import dev.ske.agent.config.KmsKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

class RefusalsTest {
    private static final KmsKey KEY = Key.of("alias/app", draft -> draft.context.put("tenant", "CONTEXT-VALUE"));
    private final Refusals refusals = new Refusals(KEY, "eu-central-1");

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, 400, KMS_ACCESS_DENIED, NO",
        "NotFoundException, 400, KMS_KEY_NOT_FOUND, YES",
        "InvalidArnException, 400, KMS_KEY_NOT_FOUND, YES",
        "DisabledException, 400, KMS_KEY_DISABLED, YES",
        "KMSInvalidStateException, 400, KMS_KEY_DISABLED, YES",
        "KeyUnavailableException, 500, KMS_UNREACHABLE, NO",
        "InvalidCiphertextException, 400, KMS_INVALID_CIPHERTEXT, NO",
        "IncorrectKeyException, 400, KMS_INVALID_CIPHERTEXT, NO",
        "InvalidKeyUsageException, 400, KMS_INVALID_CIPHERTEXT, NO",
        "UnsupportedOperationException, 400, KMS_INVALID_CIPHERTEXT, NO",
        "ValidationException, 400, KMS_INVALID_CIPHERTEXT, NO",
        "ThrottlingException, 400, KMS_THROTTLED, NO",
        "LimitExceededException, 400, KMS_THROTTLED, NO",
        "TooManyRequestsException, 429, KMS_THROTTLED, NO",
        "KMSInternalException, 500, KMS_UNREACHABLE, NO",
        "DependencyTimeoutException, 503, KMS_UNREACHABLE, NO",
        "ServiceUnavailableException, 503, KMS_UNREACHABLE, NO",
        "ExpiredTokenException, 400, KMS_CREDENTIALS_MISSING, YES",
        "UnrecognizedClientException, 400, KMS_CREDENTIALS_MISSING, YES",
        "InvalidClientTokenId, 403, KMS_CREDENTIALS_MISSING, YES",
        "InvalidSignatureException, 400, KMS_CREDENTIALS_MISSING, YES",
        "SignatureDoesNotMatch, 403, KMS_CREDENTIALS_MISSING, YES",
        "RequestExpired, 400, KMS_CREDENTIALS_MISSING, YES",
        "NeverHeardOfException, 400, KMS_UNREACHABLE, NO",
        "NeverHeardOfException, 500, KMS_UNREACHABLE, NO",
        "NeverHeardOfException, 429, KMS_THROTTLED, NO",
    })
    void every_error_of_aws_has_its_code(String name, int status, Code code, Refusal.Lasting lasting) {
        Refusal refusal = refusals.of(StubKms.error(name, status), Action.DECRYPT);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.lasting()).isEqualTo(lasting);
        assertThat(refusal.message()).endsWith("(" + name + ", status " + status + ", request request-1)");
        assertThat(refusal.hint()).isNotEmpty();
        assertThat(refusal.message() + refusal.hint()).doesNotContain("-TEXT", "CONTEXT-VALUE");
    }

    @Test
    void a_denial_names_action_key_and_the_names_of_the_context() {
        Refusal refusal = refusals.of(StubKms.error("AccessDeniedException", 400), Action.GENERATE_DATA_KEY);
        assertThat(refusal.message()).startsWith("KMS denied kms:GenerateDataKey (");
        assertThat(refusal.hint()).contains("kms:GenerateDataKey on alias/app", "encryption context with tenant");
    }

    @Test
    void a_denied_description_names_the_way_around_it() {
        Refusal refusal = refusals.of(StubKms.error("AccessDeniedException", 400), Action.DESCRIBE_KEY);
        assertThat(refusal.message()).startsWith("KMS denied kms:DescribeKey (");
        assertThat(refusal.hint()).contains("--key-spec");
    }

    @Test
    void an_unknown_key_names_the_region_that_was_asked() {
        Refusal refusal = refusals.of(StubKms.error("NotFoundException", 400), Action.DECRYPT);
        assertThat(refusal.message()).startsWith("KMS in eu-central-1 knows no such key");
        assertThat(refusal.hint()).contains("region", "account", "ARN");
    }

    @Test
    void a_ciphertext_that_does_not_open_names_our_context() {
        Refusal mine = refusals.of(StubKms.error("InvalidCiphertextException", 400), Action.DECRYPT);
        assertThat(mine.hint()).contains("another encryption context; ours has tenant");
        Refusal none = new Refusals(Key.of("alias/app"), "eu-central-1")
                .of(StubKms.error("InvalidCiphertextException", 400), Action.DECRYPT);
        assertThat(none.hint()).contains("ours is empty");
    }

    @ParameterizedTest
    @CsvSource({"ValidationException", "InvalidKeyUsageException"})
    void what_is_about_a_ciphertext_when_reading_is_about_the_key_when_writing(String name) {
        assertThat(refusals.of(StubKms.error(name, 400), Action.ENCRYPT).code()).isEqualTo(Code.CONFIG_INVALID);
    }

    @Test
    void names_and_ids_that_could_carry_anything_are_left_out() {
        AwsServiceException odd = StubKms.error("Evil\nName: x", 400).toBuilder()
                .requestId("<script>")
                .build();
        assertThat(refusals.of(odd, Action.DECRYPT).message()).endsWith("(status 400)");
    }

    @Test
    void an_answer_without_details_is_told_by_its_status() {
        AwsServiceException bare = AwsServiceException.builder()
                .statusCode(502)
                .message("SDK-TEXT")
                .build();
        Refusal refusal = refusals.of(bare, Action.DECRYPT);
        assertThat(refusal.code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(refusal.message()).isEqualTo("KMS failed on its side (status 502)");
    }

    @Test
    void a_proxy_that_asks_for_a_user_is_not_taken_for_kms() {
        Refusal refusal = refusals.of(StubKms.error("None", 407), Action.DECRYPT);
        assertThat(refusal.code()).isEqualTo(Code.KMS_UNREACHABLE);
        assertThat(refusal.message()).contains("the proxy asks for a user and a password (407)");
        assertThat(refusal.hint()).contains("https.proxyUser");
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, 403, KMS_CREDENTIALS_MISSING",
        "ExpiredTokenException, 400, KMS_CREDENTIALS_MISSING",
        "InvalidIdentityToken, 400, KMS_CREDENTIALS_MISSING",
        "Throttling, 400, KMS_UNREACHABLE",
        "InternalFailure, 500, KMS_UNREACHABLE",
    })
    void sts_that_refuses_leaves_us_without_credentials(String name, int status, Code code) {
        Refusal refusal = Refusals.ofSts(StubKms.error(name, status));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.message()).contains("STS gives no credentials", name);
        assertThat(refusal.hint()).contains("AWS_ROLE_ARN");
    }
}
