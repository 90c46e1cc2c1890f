package dev.ske.kms;

import static dev.ske.agent.Code.KMS_ACCESS_DENIED;
import static dev.ske.agent.Code.KMS_CREDENTIALS_MISSING;
import static dev.ske.agent.Code.KMS_INVALID_CIPHERTEXT;
import static dev.ske.agent.Code.KMS_KEY_DISABLED;
import static dev.ske.agent.Code.KMS_KEY_NOT_FOUND;
import static dev.ske.agent.Code.KMS_THROTTLED;
import static dev.ske.agent.Code.KMS_UNREACHABLE;
import static dev.ske.kms.Refusal.Lasting.NO;
import static dev.ske.kms.Refusal.Lasting.YES;

import dev.ske.agent.Code;
import org.jspecify.annotations.Nullable;

/** What the names of AWS's errors mean (the KMS API reference, "Errors" of each action, and "Common Errors"). */
enum AwsErrors {
    /** Not for every ciphertext: KMS says so, too, of one that another key made which the caller may not use. */
    DENIED(KMS_ACCESS_DENIED, "KMS denied {action}", NO, "AccessDeniedException", "AccessDenied", "NotAuthorized"),
    NOT_FOUND(KMS_KEY_NOT_FOUND, "KMS{region} knows no such key", YES, "NotFoundException", "InvalidArnException"),
    DISABLED(KMS_KEY_DISABLED, "the key is disabled", YES, "DisabledException"),
    STATE(
            KMS_KEY_DISABLED,
            "the key is in a state that allows no use, as pending deletion or pending import",
            YES,
            "KMSInvalidStateException",
            "CloudHsmClusterInvalidConfigurationException",
            "CustomKeyStoreInvalidStateException"),
    /** KMS calls it worth another try. */
    UNAVAILABLE(KMS_UNREACHABLE, "the key is not available at the moment", NO, "KeyUnavailableException"),
    CIPHERTEXT(
            KMS_INVALID_CIPHERTEXT,
            "KMS cannot decrypt the ciphertext with it",
            NO,
            "InvalidCiphertextException",
            "IncorrectKeyException"),
    USAGE(
            KMS_INVALID_CIPHERTEXT,
            "the key is not of a kind that can do this",
            NO,
            "InvalidKeyUsageException",
            "UnsupportedOperationException"),
    VALIDATION(
            KMS_INVALID_CIPHERTEXT, "KMS does not accept what was sent", NO, "ValidationException", "ValidationError"),
    THROTTLED(
            KMS_THROTTLED,
            "KMS throttles, and did so again after every retry",
            NO,
            "ThrottlingException",
            "Throttling",
            "ThrottledException",
            "RequestLimitExceeded",
            "TooManyRequestsException"),
    LIMIT(KMS_THROTTLED, "a quota of the account is used up", NO, "LimitExceededException"),
    EXPIRED(
            KMS_CREDENTIALS_MISSING,
            "the credentials in use have expired",
            YES,
            "ExpiredTokenException",
            "ExpiredToken",
            "RequestExpired"),
    UNKNOWN_CLIENT(
            KMS_CREDENTIALS_MISSING,
            "AWS does not know the access key in use",
            YES,
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "AuthFailure",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "OptInRequired"),
    SIGNATURE(
            KMS_CREDENTIALS_MISSING,
            "AWS does not accept the signature",
            YES,
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "RequestTimeTooSkewed"),
    WEB_IDENTITY(
            KMS_CREDENTIALS_MISSING,
            "STS does not accept the web identity",
            YES,
            "InvalidIdentityToken",
            "InvalidIdentityTokenException",
            "IDPRejectedClaim",
            "IDPCommunicationError"),
    INTERNAL(
            KMS_UNREACHABLE,
            "KMS failed on its side",
            NO,
            "KMSInternalException",
            "DependencyTimeoutException",
            "InternalFailure",
            "InternalServerError",
            "InternalServiceException",
            "ServiceUnavailable",
            "ServiceUnavailableException"),
    OTHER(KMS_UNREACHABLE, "KMS answered with an error that is not known here", NO);

    private final Code code;
    private final String text;
    private final Refusal.Lasting lasting;
    private final String names;

    AwsErrors(Code code, String text, Refusal.Lasting lasting, String... names) {
        this.code = code;
        this.text = text;
        this.lasting = lasting;
        this.names = ' ' + String.join(" ", names) + ' ';
    }

    /** {@code name}: as an answer calls it, one word; null: it does not say. */
    static AwsErrors of(@Nullable String name, int status) {
        for (AwsErrors error : values()) {
            if (error.names.contains(' ' + name + ' ')) {
                return error;
            }
        }
        if (status == 429) {
            return THROTTLED;
        }
        return status >= 500 ? INTERNAL : OTHER;
    }

    Code code() {
        return code;
    }

    String text(Action action, String region) {
        return text.replace("{action}", action.toString()).replace("{region}", region.isEmpty() ? "" : " in " + region);
    }

    Refusal.Lasting lasting() {
        return lasting;
    }
}
