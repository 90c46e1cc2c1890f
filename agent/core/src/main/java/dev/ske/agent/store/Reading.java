package dev.ske.agent.store;

/** A snapshot that is not taken away from under its reader. */
public final class Reading implements AutoCloseable {
    private final Snapshot snapshot;

    Reading(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public void close() {}
}
