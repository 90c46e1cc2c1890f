package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.AttestationSpec;
import dev.ske.kms.Attestation;
import dev.ske.kms.Attested;
import dev.ske.kms.Web;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One kind of attestation for all keys that are configured so, for as long as one session lasts: at most one document is being
 * made at a time, and all who need it wait for that one. Its time, key pair included, counts from when it was begun. A failure is final: what did not come once in the time that there is
 * would cost the next who asks the same time again.
 */
public final class EnclaveAttestation implements Attestation {
    /** Nanoseconds before the session's end, so that who waited can still say why there is no document. */
    private static final long MARGIN = 200_000_000L;

    /** A pair of more is searched for seconds, by a JVM that has just started. */
    private static final int USUAL_BITS = 2_048;

    /** Attestation did not fail, nobody waits for it any more: no reason to ask KMS without it. */
    private static final Code OVER = Code.KMS_UNREACHABLE;

    private final AttestationSpec spec;
    private final Origin origin;
    private final long end;
    private final DocumentAge age;
    private @Nullable KeyedDocument present;
    private @Nullable Making making;
    private @Nullable Failure failure;
    private long born;
    private int documents;

    /** {@code end}: of the start, by {@link System#nanoTime}; whoever waits gets an answer before it. */
    public EnclaveAttestation(AttestationSpec spec, Web web, long end) {
        this(spec, origin(spec, web), end, new DocumentAge(spec.maxAgeMillis(), System::currentTimeMillis));
    }

    EnclaveAttestation(AttestationSpec spec, Origin origin, long end, DocumentAge age) {
        this.spec = spec;
        this.origin = origin;
        this.end = end;
        this.age = age;
    }

    private static Origin origin(AttestationSpec spec, Web web) {
        switch (spec.source()) {
            case NSM:
                return new FreshPairs(new NsmSource(spec.userData()), spec.rsaBits());
            case HTTP:
                return new FreshPairs(new HttpSource(spec, web), spec.rsaBits());
            default:
                return new FileSource(spec.address(), Objects.requireNonNull(spec.privateKey(), "privateKey"));
        }
    }

    @Override
    public synchronized void begin() {
        if (present == null && making == null && failure == null) {
            make(false);
        }
    }

    @Override
    public synchronized Attested current() {
        Making waitedFor = null;
        while (true) {
            refuseIfFailed();
            KeyedDocument known = present;
            // What was waited for is new, even if it counts as too old already.
            boolean fresh = waitedFor != null ? making != waitedFor : making == null && !age.due(born);
            if (known != null && fresh) {
                return known.lend();
            }
            waitedFor = await(false);
        }
    }

    @Override
    public synchronized Attested after(Attested rejected) {
        KeyedDocument old = ((Loan) rejected).lent();
        while (true) {
            refuseIfFailed();
            KeyedDocument known = present;
            if (known != null && known != old) {
                return known.lend();
            }
            await(true);
        }
    }

    private void refuseIfFailed() {
        Failure known = failure;
        if (known != null) {
            // Of its own, with the stack of who is told.
            throw new Failure(known.code(), String.valueOf(known.getMessage()), known.hint());
        }
    }

    /** Waits for what is being made, or begins it; not longer than until it has failed, and maybe shorter. */
    private Making await(boolean rejected) {
        Making awaited = making;
        if (awaited == null) {
            awaited = make(rejected);
        }
        long left = awaited.left();
        if (left <= 0) {
            fail(tooLate());
            return awaited;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw about(new Failure(OVER, "waiting for the document was interrupted"));
        }
        return awaited;
    }

    private Making make(boolean rejected) {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(spec.timeoutMillis());
        long last = end - MARGIN;
        Making made = new Making(origin, present, rejected, limit - last < 0 ? limit : last, this);
        making = made;
        made.begin();
        return made;
    }

    /** A result of another making than the present one is late, and not used. */
    synchronized void made(Making by, KeyedDocument document) {
        KeyedDocument before = present;
        if (by != making || by.left() <= 0) {
            if (document != before) {
                document.retire();
            }
            if (by == making) {
                fail(tooLate());
            }
            return;
        }
        if (document == before && by.afterRejection()) {
            fail(unchanged());
            return;
        }
        making = null;
        born = age.born(document.says().timestamp());
        if (document != before) {
            present = document;
            documents++;
            if (before != null) {
                before.retire();
            }
        }
        notifyAll();
    }

    synchronized void failed(Making by, Failure why) {
        if (by == making) {
            fail(by.left() > 0 ? why : tooLate());
        }
    }

    /** Nothing is lent out or made any more. */
    private void fail(Failure why) {
        making = null;
        if (failure == null) {
            failure = about(why);
        }
        KeyedDocument known = present;
        present = null;
        if (known != null) {
            known.retire();
        }
        notifyAll();
    }

    private Failure about(Failure why) {
        return new Failure(why.code(), "attestation by " + spec.described() + ": " + why.getMessage(), why.hint());
    }

    private Failure tooLate() {
        return new Failure(
                Code.ATTESTATION_FETCH_FAILED,
                WebErrors.TOO_SLOW,
                "look at what gives the document; timeout: in the key's attestation section (" + spec.timeoutMillis()
                        + " ms) and deadline: say how long is waited"
                        + (spec.rsaBits() > USUAL_BITS ? "; rsa-bits: 2048 takes seconds less" : ""));
    }

    private static Failure unchanged() {
        return new Failure(
                Code.ATTESTATION_EXPIRED,
                "KMS rejected the document, and there is no other one",
                "KMS takes a document for five minutes: have a new one written to that file in time, its key to private-key:");
    }

    @Override
    public synchronized int documents() {
        return documents;
    }

    @Override
    public synchronized void close() {
        fail(new Failure(OVER, "the start was over before a document came"));
    }
}
