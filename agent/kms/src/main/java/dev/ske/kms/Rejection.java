package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.Locale;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * KMS does not take an attestation document. Which words it says that with is not documented: any ValidationException whose
 * own text speaks of attestation is taken for it. The text is looked at and never passed on.
 */
final class Rejection {
    private static final int BAD_REQUEST = 400;
    private static final String HINT =
            "KMS takes no document that is older than five minutes: look at the clocks of this machine and of the enclave's"
                    + " host, and whether source: in the key's attestation section gives documents of a Nitro Enclave";

    static boolean is(RuntimeException e) {
        if (!(e instanceof AwsServiceException)) {
            return false;
        }
        AwsServiceException answer = (AwsServiceException) e;
        if (answer.statusCode() != BAD_REQUEST || answer.awsErrorDetails() == null) {
            return false;
        }
        String name = answer.awsErrorDetails().errorCode();
        String text = answer.awsErrorDetails().errorMessage();
        return AwsErrors.of(name, BAD_REQUEST) == AwsErrors.VALIDATION
                && text != null
                && text.toLowerCase(Locale.ROOT).contains("attestation");
    }

    /** The second one: of the document that was made after the first. */
    static Failure again(RuntimeException e, Attested shown) {
        return new Failure(
                Code.ATTESTATION_EXPIRED,
                "KMS rejected the attestation document, and then the one that was made anew, " + age(shown.timestamp())
                        + Refusals.details((AwsServiceException) e),
                HINT);
    }

    private static String age(long timestamp) {
        long seconds = (System.currentTimeMillis() - timestamp) / 1_000;
        return (seconds < 0 ? -seconds + " s ahead of" : seconds + " s old by") + " this machine's clock";
    }

    private Rejection() {}
}
