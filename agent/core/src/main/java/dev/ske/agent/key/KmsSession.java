package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.AttestationState;
import dev.ske.agent.helper.Kms;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The work with AWS KMS of one start or one command: it begins when something needs it, or earlier if that is foreseen, and
 * once only. One thread asks; any thread may end it.
 */
public final class KmsSession implements AutoCloseable {
    private final List<KmsKey> keys;
    private final KmsStart start;
    private final @Nullable Fallbacks fallbacks;
    private @Nullable Failure notStarted;
    private volatile @Nullable Kms kms;
    private volatile boolean waiting;
    private volatile @Nullable Failure ended;

    public KmsSession(List<KmsKey> keys, KmsStart start) {
        this(keys, start, null);
    }

    /** {@code fallbacks}: what sessions before this one have warned of; null: there was none. */
    public KmsSession(List<KmsKey> keys, KmsStart start, @Nullable Fallbacks fallbacks) {
        this.keys = keys;
        this.start = start;
        this.fallbacks = KmsKey.anyAttested(keys) ? fallbacks == null ? new Fallbacks() : fallbacks : null;
    }

    /** The configured keys of KMS, in the order in which they are tried. */
    public List<KmsKey> keys() {
        return keys;
    }

    /** Begins now what will be needed. If that fails, who needs it is told. */
    public void begin() {
        try {
            kms();
        } catch (Failure later) {
            // kept in notStarted, which is thrown where there is a value to name
        }
    }

    /** {@link Kms#decrypt}; throws what {@link KmsStart#start} threw, too. */
    int decrypt(List<Attempt> attempts) {
        Kms begun = kms();
        try {
            return begun.decrypt(attempts);
        } catch (Failure failure) {
            throw ended(failure);
        }
    }

    /** {@link Kms#await}. */
    Plaintext await(int call) {
        Kms begun = kms();
        waiting = true;
        try {
            return new Answer(begun.await(call));
        } catch (Failure failure) {
            throw ended(failure);
        } finally {
            waiting = false;
            if (fallbacks != null) {
                fallbacks.hear(keys, begun.attestations());
            }
        }
    }

    /** How attestation stands, of the keys of which this session knows it; also after its end. */
    public List<AttestationState> attestations() {
        Kms begun = kms;
        return begun == null ? Collections.emptyList() : begun.attestations();
    }

    /** Why the work was ended, if it was: that is what made a call fail then. */
    private Failure ended(Failure failure) {
        Failure why = ended;
        return why == null ? failure : why;
    }

    private Kms kms() {
        Kms begun = kms;
        if (begun != null) {
            return begun;
        }
        Failure not = ended == null ? notStarted : ended;
        if (not != null) {
            throw not;
        }
        waiting = true;
        try {
            begun = start.start(keys);
            kms = begun;
        } catch (Failure failure) {
            notStarted = failure;
            throw failure;
        } finally {
            waiting = false;
        }
        Failure why = ended;
        if (why != null) {
            begun.close(); // whoever ended this may have come too early to see it
            throw why;
        }
        return begun;
    }

    /** Whether somebody waits for KMS right now. */
    public boolean waiting() {
        return waiting;
    }

    /** Ends the work at once. Whoever waits for KMS, or asks it from now on, fails with {@code why}. */
    public void end(Failure why) {
        ended = why;
        Kms begun = kms;
        if (begun != null) {
            begun.close();
        }
    }

    /** Returns when nothing touches the session's memory any more, even if another thread is ending it right now. */
    @Override
    public void close() {
        Failure why = ended;
        end(why == null ? new Failure(Code.KMS_UNREACHABLE, "the work with AWS KMS was ended") : why);
    }

    /** What KMS decrypted; why it cannot be read any more is said as everywhere here. */
    private final class Answer implements Plaintext {
        private final Plaintext given;

        Answer(Plaintext given) {
            this.given = given;
        }

        @Override
        public int length() {
            return given.length();
        }

        @Override
        public void read(int from, int length, ByteBuffer into, int at) {
            try {
                given.read(from, length, into, at);
            } catch (Failure failure) {
                throw ended(failure);
            }
        }

        @Override
        public void close() {
            given.close();
        }
    }
}
