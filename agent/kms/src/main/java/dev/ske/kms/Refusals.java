package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.config.KmsKey;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Says in our words why AWS or the network refused. Of an answer it takes the error's name, the status and the request id;
 * never its text, which can quote what was sent.
 */
final class Refusals {
    private static final int PROXY_USER = 407;
    private static final int LONGEST_NAME = 64;
    private static final String HARMLESS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final String WEB_IDENTITY =
            "look at AWS_ROLE_ARN, the role's trust policy and the token in AWS_WEB_IDENTITY_TOKEN_FILE";

    private static final String FELL_BACK =
            "; attestation had failed, and a policy with conditions on kms:RecipientAttestation gives nothing without it";

    private final KmsKey key;
    private final String region;
    private final @Nullable Attested shown;
    private final boolean fellBack;

    /** {@code region}: empty if it is not known. */
    Refusals(KmsKey key, String region) {
        this(key, region, null, false);
    }

    private Refusals(KmsKey key, String region, @Nullable Attested shown, boolean fellBack) {
        this.key = key;
        this.region = region;
        this.shown = shown;
        this.fellBack = fellBack;
    }

    /** The same of a call that showed an attestation document. */
    Refusals showing(Attested document) {
        return new Refusals(key, region, document, false);
    }

    /** The same of a call that was to show one, and does without because there is none. */
    Refusals showingNone() {
        return new Refusals(key, region, null, true);
    }

    /** Why STS gave no credentials. */
    static Refusal ofSts(RuntimeException e) {
        if (!(e instanceof AwsServiceException)) {
            return new NetworkErrors("STS").of(e);
        }
        AwsServiceException answer = (AwsServiceException) e;
        AwsErrors error = AwsErrors.of(name(answer), answer.statusCode());
        Code code = error.code() == Code.KMS_THROTTLED || error.code() == Code.KMS_UNREACHABLE
                ? Code.KMS_UNREACHABLE
                : Code.KMS_CREDENTIALS_MISSING;
        return new Refusal(
                code, "STS gives no credentials for the web identity" + details(answer), WEB_IDENTITY, error.lasting());
    }

    /** Why the SDK makes no client: it does not accept a variable, a property or a profile, whose text its own can quote. */
    static Refusal ofSettings(RuntimeException e) {
        return new Refusal(
                Code.CONFIG_INVALID,
                "the AWS SDK does not accept what it is set to (" + e.getClass().getSimpleName() + ")",
                "look at region: in the key's section, at AWS_REGION, AWS_ENDPOINT_URL_KMS and what else begins with AWS_ in the"
                        + " environment, at -Daws.* properties, and at ~/.aws/config if a profile is used",
                Refusal.Lasting.YES);
    }

    /** A bug, of ours or of the SDK, or a JVM that cannot load a class: by its type alone. */
    static Refusal ofBug(Throwable e) {
        return new Refusal(
                Code.INTERNAL,
                "the call ended with " + e.getClass().getName(),
                "is ske-agent.jar complete, and can the process open enough files? else this is a bug of SKE",
                Refusal.Lasting.NO);
    }

    Refusal of(RuntimeException e, Action action) {
        if (!(e instanceof AwsServiceException)) {
            return new NetworkErrors("KMS").of(e);
        }
        AwsServiceException answer = (AwsServiceException) e;
        return answer.statusCode() == PROXY_USER ? new NetworkErrors("KMS").proxyUser() : answered(answer, action);
    }

    private Refusal answered(AwsServiceException e, Action action) {
        AwsErrors error = AwsErrors.of(name(e), e.statusCode());
        Code code = error.code();
        if (code == Code.KMS_INVALID_CIPHERTEXT && action != Action.DECRYPT) {
            code = Code.CONFIG_INVALID;
        }
        String message = error.text(action, region) + details(e);
        return new Refusal(code, message, hint(error, action), error.lasting());
    }

    private static @Nullable String name(AwsServiceException e) {
        return e.awsErrorDetails() == null ? null : clean(e.awsErrorDetails().errorCode());
    }

    /** In brackets, what of an answer is told: the error's name, the status and the request id. */
    static String details(AwsServiceException e) {
        String name = name(e);
        String id = clean(e.requestId());
        return " (" + (name == null ? "" : name + ", ") + "status " + e.statusCode()
                + (id == null ? "" : ", request " + id) + ")";
    }

    private String hint(AwsErrors error, Action action) {
        switch (error) {
            case DENIED:
                return "the role in use needs " + action + " on " + key.id() + ", by its own policy or the key's"
                        + withContext()
                        + (shown == null ? "" : Pcr0.hint(shown.pcr0()))
                        + (fellBack ? FELL_BACK : "")
                        + (action == Action.DESCRIBE_KEY ? "; --key-spec says the key's kind without it" : "");
            case NOT_FOUND:
                return "look at the key's id or alias, at its region, which region: in the key's section says, and at the account;"
                        + " a key of another account is named by its ARN";
            case DISABLED:
                return "enable the key, or encrypt again with another one";
            case STATE:
                return "look at the key's state in KMS; while it is pending deletion, that can be cancelled";
            case CIPHERTEXT:
                return "the value was damaged, or is of another key or region, or was encrypted with another encryption context"
                        + ours();
            case USAGE:
                return "an RSA key opens what was encrypted for it with RSAES_OAEP_SHA_256, a symmetric key what itself encrypted;"
                        + " keys that sign do neither";
            case VALIDATION:
                return action == Action.DECRYPT
                        ? "look whether the value was cut, and at the key's id"
                        : "look at the key's id and kind; KMS encrypts 4,096 bytes at most, and less for an RSA key";
            case THROTTLED:
            case LIMIT:
                return "ask AWS for a higher request quota of KMS, or encrypt the values as v2: they need one call for a file";
            case EXPIRED:
                return "get new credentials; those of a role renew themselves, those in variables and files do not";
            case UNKNOWN_CLIENT:
                return "look at the access key, at its account, and whether its region is enabled for that account";
            case SIGNATURE:
                return "look at the secret access key, the session token and this machine's clock";
            case WEB_IDENTITY:
                return WEB_IDENTITY;
            case UNAVAILABLE:
            case INTERNAL:
                return "try again; status.aws.amazon.com says more";
            default:
                return "look at endpoint: in the key's section, and for a proxy that answers instead of KMS";
        }
    }

    private String withContext() {
        return key.context().isEmpty() ? "" : "; conditions see an encryption context with " + names();
    }

    private String ours() {
        return key.context().isEmpty() ? "; ours is empty" : "; ours has " + names();
    }

    private String names() {
        return String.join(", ", key.context().keySet());
    }

    /** What an answer calls something: null unless it is short and of harmless letters. */
    private static @Nullable String clean(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST_NAME) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (HARMLESS.indexOf(text.charAt(i)) < 0) {
                return null;
            }
        }
        return text;
    }
}
