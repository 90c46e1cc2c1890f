package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.KeyEncryptionMechanism;
import software.amazon.awssdk.services.kms.model.RecipientInfo;

/**
 * Asks KMS with one key in such a way that only this process can read the answer: with a document that names a public key of
 * ours. Where that is required, no question of this key is ever sent without one, whatever fails. For several threads.
 */
final class AttestedCalls {
    private static final String IN_THE_CLEAR =
            "the key's policy does not enforce attestation, or what answers is an emulator that does not know Recipient: look at"
                    + " endpoint: in the key's section, and add a condition on kms:RecipientAttestation to the policy";
    private static final String NOT_KMS =
            "look at endpoint: in the key's section, and for a proxy that answers instead of KMS";

    private final AttestationSpec spec;
    private final Attestation attestation;
    private final Tally tally;
    private final News news;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<Long> told = new HashSet<>();
    private volatile boolean without;

    AttestedCalls(AttestationSpec spec, Attestation attestation, Tally tally, News news) {
        this.spec = spec;
        this.attestation = attestation;
        this.tally = tally;
        this.news = news;
    }

    /**
     * Asks with a document, and once more with another one if KMS rejects it; where attestation fails and is not required,
     * without one, as from then on always.
     *
     * @return the plaintext; the caller wipes it
     * @throws Refused if KMS gives none, or none for us alone
     */
    byte[] plaintext(Question question) {
        if (!without) {
            try {
                return attested(question);
            } catch (Failure e) {
                if (spec.required() || !e.code().name().startsWith("ATTESTATION_")) {
                    throw new Refused(refusal(e));
                }
                goOnWithout(e);
            } catch (Refused e) {
                throw e;
            } catch (RuntimeException | LinkageError e) {
                throw new Refused(Refusals.ofBug(e));
            }
        }
        return question.plainInstead();
    }

    private byte[] attested(Question question) {
        Attested shown = document(null);
        try {
            Reply reply;
            try {
                reply = question.ask(recipient(shown));
            } catch (RuntimeException e) {
                if (!Rejection.is(e)) {
                    throw question.refused(e, shown);
                }
                shown = instead(shown);
                reply = again(question, shown);
            }
            byte[] plaintext = open(reply, shown);
            tell(shown);
            return plaintext;
        } finally {
            shown.close();
        }
    }

    private Attested instead(Attested rejected) {
        try {
            return document(rejected);
        } finally {
            rejected.close();
        }
    }

    private static Reply again(Question question, Attested shown) {
        try {
            return question.ask(recipient(shown));
        } catch (RuntimeException e) {
            throw Rejection.is(e) ? Rejection.again(e, shown) : question.refused(e, shown);
        }
    }

    private Attested document(@Nullable Attested rejected) {
        waiting.incrementAndGet();
        try {
            return rejected == null ? attestation.current() : attestation.after(rejected);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private static RecipientInfo recipient(Attested shown) {
        return RecipientInfo.builder()
                .keyEncryptionAlgorithm(KeyEncryptionMechanism.RSAES_OAEP_SHA_256)
                .attestationDocument(SdkBytes.fromByteArrayUnsafe(shown.document()))
                .build();
    }

    private byte[] open(Reply reply, Attested shown) {
        tally.countAttested();
        byte[] plaintext = reply.plaintext();
        if (plaintext != null) {
            Arrays.fill(plaintext, (byte) 0);
            tally.countExposed();
            throw new Failure(
                    Code.ATTESTATION_UNWRAP_FAILED,
                    "the answer of KMS holds Plaintext although attestation was asked for; it was not used",
                    IN_THE_CLEAR);
        }
        byte[] cms = reply.forRecipient();
        if (cms == null) {
            throw new Failure(
                    Code.ATTESTATION_UNWRAP_FAILED,
                    "the answer of KMS holds neither CiphertextForRecipient nor Plaintext",
                    NOT_KMS);
        }
        return shown.unwrap(cms);
    }

    private synchronized void tell(Attested shown) {
        if (!without && told.add(shown.timestamp())) {
            news.attested(shown.timestamp());
        }
    }

    /** Whoever is first says it, and nobody asks without attestation before it was said. */
    private synchronized void goOnWithout(Failure why) {
        if (!without) {
            news.fellBack(why.code(), String.valueOf(why.getMessage()));
            without = true;
        }
    }

    private static Refusal refusal(Failure why) {
        String hint = why.hint();
        return new Refusal(why.code(), String.valueOf(why.getMessage()), hint == null ? "" : hint, Refusal.Lasting.YES);
    }

    /**
     * What to say of a call whose time is over: null unless the key's calls wait for a document.
     *
     * @param deadline whether the time was the start's; else it was the key's
     */
    @Nullable
    Refusal overdue(boolean deadline) {
        if (waiting.get() == 0) {
            return null;
        }
        return new Refusal(
                Code.ATTESTATION_FETCH_FAILED,
                "no attestation document came from " + spec.described()
                        + (deadline ? " before the deadline of the start" : " in the key's time"),
                "look whether it answers; timeout: in the key's attestation section says how long it is waited for, and"
                        + " timeout: of the key and deadline: end that wait",
                Refusal.Lasting.NO);
    }
}
