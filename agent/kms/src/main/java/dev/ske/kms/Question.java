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

    /** Asked for once something was refused: their texts are not loaded before. */
    abstract Refusals refusals();

    abstract Action action();

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
        return plain(false);
    }

    /** The same where it was to be with attestation, which failed and is not required. */
    final byte[] plainInstead() {
        return plain(true);
    }

    private byte[] plain(boolean instead) {
        Reply reply;
        try {
            reply = ask(null);
        } catch (Refused e) {
            throw e;
        } catch (RuntimeException e) {
            Refusals told = instead ? refusals().showingNone() : refusals();
            throw new Refused(told.of(e, action()));
        }
        byte[] plaintext = reply.plaintext();
        if (plaintext == null) {
            throw new Refused(new NetworkErrors("KMS").garbage());
        }
        return plaintext;
    }

    /** Why it failed although {@code shown} was shown. */
    final Refused refused(RuntimeException e, Attested shown) {
        return e instanceof Refused
                ? (Refused) e
                : new Refused(refusals().showing(shown).of(e, action()));
    }
}
