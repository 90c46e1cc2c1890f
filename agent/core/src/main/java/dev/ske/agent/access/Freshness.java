package dev.ske.agent.access;

import dev.ske.agent.config.RefreshSpec;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;

/** Whether values are fresh enough to be served. Thread-safe. */
public final class Freshness {
    private final RefreshSpec spec;

    public Freshness(RefreshSpec spec) {
        this.spec = spec;
    }

    /** Refreshing has begun to fail; called again it means the same. */
    public void failing() {}

    /** Refreshing succeeds. */
    public void renewed() {}

    /** Whether a secret of this snapshot may no longer be served. */
    public boolean expired(Item secret, Snapshot snapshot) {
        return spec == null && snapshot.items().contains(secret);
    }
}
