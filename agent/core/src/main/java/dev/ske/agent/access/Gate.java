package dev.ske.agent.access;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.audit.Callers;
import dev.ske.agent.audit.Via;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.ReadRule;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Reading;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Snapshot;
import dev.ske.agent.store.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a read of a secret is allowed, counted and told of. Plain settings pass. Thread-safe.
 *
 * <p>A limit is exact: of any number of threads that race for N reads exactly N get the value. So a read that fails for a
 * reason of ours is given back, the value is wiped when the last of the N has it and not when it is begun, and a limited
 * value is read under a lease: one that a refresh replaces meanwhile would be counted in the place of the next.
 */
public final class Gate {
    private static final int TEXT = 0;
    private static final int CHARS = 1;
    private static final int BYTES = 2;

    private final SealedStore store;
    private final Freshness freshness;
    private final Witness witness;

    public Gate(SealedStore store, Freshness freshness, Witness witness) {
        this.store = store;
        this.freshness = freshness;
        this.witness = witness;
    }

    /**
     * Loads what refusals need, where there are rules that refuse: a program reads its environment in odd places, and our jar
     * may be overwritten while it runs.
     */
    public void prepare(Snapshot snapshot) {
        boolean ruled = false;
        boolean callers = false;
        for (Item item : snapshot.items()) {
            ruled |= item.rule() != ReadRule.NONE;
            callers |= item.rule().allowed() != null;
        }
        if (ruled) {
            Refusals.prepare();
        }
        if (callers) {
            Callers.prepare();
        }
    }

    /**
     * The value as text that the caller answers for.
     *
     * @throws Failure SECRET_EXPIRED, SECRET_READ_LIMIT, SECRET_DENIED, STORE_DESTROYED, SECRET_NOT_FOUND if it was cleared,
     *     VALUE_MALFORMED if it is no text
     */
    public String text(Item item, Via via) {
        return (String) read(item, via, TEXT, null);
    }

    /** The same as UTF-16 text in a fresh array, which the caller wipes. */
    public char[] chars(Item item, Via via) {
        return (char[]) read(item, via, CHARS, null);
    }

    /** The value's bytes (of a text: UTF-8) in a fresh array, which the caller wipes; fails as {@link #text} does. */
    public byte[] bytes(Item item, Via via) {
        return (byte[]) read(item, via, BYTES, null);
    }

    /**
     * For several values at once.
     *
     * @param snapshot to read values, one of a {@link Reading} that the caller holds
     */
    public Visit visit(Snapshot snapshot) {
        return new Visit(this, snapshot);
    }

    /** Whether a read by this caller would be served now; counts nothing, and nobody is told. */
    public boolean serves(Item item) {
        return visit(store.snapshot()).serves(item);
    }

    /** Whether the program has {@linkplain #clear cleared} the value, so that there is no such name any more. */
    public boolean isCleared(Item item) {
        return item.secret() && item.usage().forgotten();
    }

    /** When a value expires, or did: {@link Freshness#expires(Item, Snapshot)}. */
    public long expires(Item item, Snapshot snapshot) {
        return freshness.expires(item, snapshot);
    }

    /** Wipes a secret's value because the program wants it no more; again it does nothing. */
    public void clear(Item secret) {
        secret.usage().forget();
        wipe(secret);
    }

    /**
     * The value for a child process that the configuration lets have it, whoever starts it and how often: neither counted nor
     * limited, but told.
     *
     * @param secret of a {@link Reading} that the caller holds
     * @throws Failure SECRET_EXPIRED, STORE_DESTROYED, or the value was wiped
     */
    public String handOn(Item secret, Snapshot snapshot) {
        String value;
        try {
            requireThere(secret);
            requireFresh(secret, snapshot);
            value = store.exposeAsString(secret);
        } catch (Failure refused) {
            tell(secret, Via.CHILD, refused.code());
            throw refused;
        }
        tell(secret, Via.CHILD, null);
        return value;
    }

    Object read(Item item, Via via, @Nullable Visit visit) {
        return read(item, via, TEXT, visit);
    }

    /** {@code visit}: under whose lease the item is; null: under none. */
    private Object read(Item item, Via via, int form, @Nullable Visit visit) {
        if (!item.secret()) {
            return open(item, form);
        }
        try {
            return item.rule() == ReadRule.NONE ? unruled(item, via, form, visit) : ruled(item, via, form, visit);
        } catch (Failure refused) {
            tell(item, via, refused.code());
            throw refused;
        }
    }

    /** What most reads take. */
    private Object unruled(Item item, Via via, int form, @Nullable Visit visit) {
        requireThere(item);
        requireFresh(item, visit == null ? store.snapshot() : visit.snapshot());
        return counted(item, via, form, ReadRule.NEVER);
    }

    private Object ruled(Item item, Via via, int form, @Nullable Visit visit) {
        if (visit != null) {
            return allowed(item, via, form, visit);
        }
        if (item.rule().limit() == ReadRule.NEVER) {
            return allowed(item, via, form, visit(store.snapshot()));
        }
        try (Reading reading = store.reading()) {
            Item present = reading.snapshot().findExactly(item.path());
            if (present == null) {
                store.living();
                throw Refusals.withheld(item);
            }
            return present.secret() ? allowed(present, via, form, visit(reading.snapshot())) : open(present, form);
        }
    }

    private Object allowed(Item item, Via via, int form, Visit visit) {
        requireThere(item);
        requireFresh(item, visit.snapshot());
        if (!visit.allows(item)) {
            throw Refusals.denied(item);
        }
        return counted(item, via, form, item.rule().limit());
    }

    private Object counted(Item item, Via via, int form, long limit) {
        if (form != BYTES && !item.text()) {
            return open(item, form); // says so
        }
        Usage usage = item.usage();
        long now = usage.now();
        // Here, since this may take memory: a collection while the value is in clear would leave a copy of it.
        boolean told = witness.listening(now) && isProgramsOwn(item);
        StackTraceElement caller = told ? witness.caller() : null;
        if (usage.count(limit, now) == 0) {
            throw Refusals.limit(item);
        }
        Object value;
        try {
            value = open(item, form);
        } catch (RuntimeException | Error failed) {
            usage.giveBack();
            requireThere(item); // it may have been wiped since it was looked for
            throw failed;
        }
        if (told) {
            witness.read(item.path(), via, caller, null);
        }
        if (limit != ReadRule.NEVER && usage.served() == limit) {
            wipe(item);
        }
        return value;
    }

    private void wipe(Item secret) {
        if (!secret.usage().cleared()) {
            store.clear(secret);
            witness.cleared(secret.path());
        }
    }

    private Object open(Item item, int form) {
        switch (form) {
            case TEXT:
                return store.exposeAsString(item);
            case CHARS:
                return store.chars(item);
            default:
                return store.bytes(item);
        }
    }

    /** The one rule of what {@link #read} serves, but for what only the attempt shows. */
    boolean serves(Item item, Visit visit) {
        if (!item.secret()) {
            return true;
        }
        return !item.isWithheld()
                && !item.usage().cleared()
                && !freshness.expired(item, visit.snapshot())
                && (item.rule() == ReadRule.NONE
                        || (item.usage().reads() < item.rule().limit() && visit.allows(item)));
    }

    void requireFresh(Item item, Via via, Snapshot snapshot) {
        try {
            requireFresh(item, snapshot);
        } catch (Failure expired) {
            tell(item, via, expired.code());
            throw expired;
        }
    }

    private void requireFresh(Item item, Snapshot snapshot) {
        if (freshness.expired(item, snapshot)) {
            throw Refusals.expired(item);
        }
    }

    private void requireThere(Item item) {
        if (item.isWithheld()) {
            store.living();
            throw Refusals.withheld(item);
        }
        if (item.usage().cleared()) {
            throw isCleared(item) ? Refusals.cleared(item) : Refusals.limit(item);
        }
    }

    private void tell(Item item, Via via, @Nullable Code refused) {
        if (witness.listening() && isProgramsOwn(item)) {
            witness.read(item.path(), via, witness.caller(), refused);
        }
    }

    /** False: the self-test's, which is no reader. */
    private boolean isProgramsOwn(Item item) {
        return !item.path().equals(store.canary().name());
    }
}
