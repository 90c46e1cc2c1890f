package dev.ske.agent.config;

/** The section {@code memory}: how well the memory of keys and plaintexts must be protected. */
public final class MemorySpec {
    /** What applies where nothing is configured. */
    public static final MemorySpec DEFAULT = new MemorySpec(Protection.AUTO);

    private final Protection protection;

    MemorySpec(Protection protection) {
        this.protection = protection;
    }

    public Protection protection() {
        return protection;
    }

    /** {@code memory.protection}. */
    public enum Protection {
        /** Locked memory, or the start ends with MEMORY_UNAVAILABLE. */
        REQUIRED,
        /** The best that there is. */
        AUTO,
        /** Memory outside the heap, as it comes. */
        OFF
    }
}
