package dev.ske.agent.access;

import dev.ske.agent.audit.Via;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;

/**
 * The one place where a read of a secret is allowed, counted and told of. Plain settings pass. Thread-safe.
 */
public final class Gate {
    private final SealedStore store;
    private final Freshness freshness;
    private final Witness witness;

    public Gate(SealedStore store, Freshness freshness, Witness witness) {
        this.store = store;
        this.freshness = freshness;
        this.witness = witness;
    }

    /**
     * The value as text that the caller answers for.
     *
     * @throws dev.ske.agent.Failure SECRET_EXPIRED, SECRET_READ_LIMIT, SECRET_DENIED, STORE_DESTROYED, VALUE_MALFORMED if it is no
     *     text
     */
    public String text(Item item, Via via) {
        admit(item, via);
        return store.exposeAsString(item);
    }

    /** The same as UTF-16 text in a fresh array, which the caller wipes. */
    public char[] chars(Item item, Via via) {
        admit(item, via);
        return store.chars(item);
    }

    /** The value's bytes (of a text: UTF-8) in a fresh array, which the caller wipes; fails as {@link #text} does. */
    public byte[] bytes(Item item, Via via) {
        admit(item, via);
        return store.bytes(item);
    }

    /** Whether a read by this caller would be served now; counts nothing, and nobody is told. */
    public boolean serves(Item item) {
        return !item.isWithheld() && !freshness.expired(item, store.snapshot());
    }

    private void admit(Item item, Via via) {
        if (item.secret() && witness.listening()) {
            witness.read(item.path(), via, null);
        }
    }
}
