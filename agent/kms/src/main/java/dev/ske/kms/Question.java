package dev.ske.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.RecipientInfo;

/** What KMS is asked where the answer is a plaintext: Decrypt or GenerateDataKey. These alone take a {@code Recipient}. */
abstract class Question {
    private final Tally tally;

    Question(Tally tally) {
        this.tally = tally;
    }

    /**
     * One call of the SDK, its own attempts included, or its exception.
     *
     * @param recipient null: the plaintext comes in the clear
     */
    abstract Reply send(@Nullable RecipientInfo recipient);

    /**
     * Why it failed.
     *
     * @param e the SDK's
     * @param shown what {@code recipient} showed to KMS; null if there was none
     */
    abstract Refusal refusal(RuntimeException e, @Nullable Attested shown);

    /** {@link #send}, counted. */
    final Reply ask(@Nullable RecipientInfo recipient) {
        tally.begin();
        try {
            return send(recipient);
        } finally {
            tally.end();
        }
    }

    /**
     * Asks without attestation.
     *
     * @return the plaintext; the caller wipes it
     * @throws Refused if KMS gives none
     */
    final byte[] plain() {
        Reply reply;
        try {
            reply = ask(null);
        } catch (RuntimeException e) {
            throw new Refused(refusal(e, null));
        }
        byte[] plaintext = reply.plaintext();
        if (plaintext == null) {
            throw new Refused(new NetworkErrors("KMS").garbage());
        }
        return plaintext;
    }
}
