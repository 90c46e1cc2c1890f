package dev.ske.agent.store;

import org.jspecify.annotations.Nullable;

/** A snapshot that is not taken away from under its reader, but by {@link SealedStore#destroy}. Thread-safe. */
public final class Reading implements AutoCloseable {
    private final Snapshot snapshot;
    private final Generations generations;

    /** Null once it is closed. */
    private @Nullable Generation leased;

    /** {@code leased}: was leased for it; null: there was nothing to lease. */
    Reading(Snapshot snapshot, Generations generations, @Nullable Generation leased) {
        this.snapshot = snapshot;
        this.generations = generations;
        this.leased = leased;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    /** Lets a refresh wipe what it holds; again it does nothing. */
    @Override
    public synchronized void close() {
        Generation generation = leased;
        if (generation != null) {
            leased = null;
            generations.release(generation);
        }
    }
}
