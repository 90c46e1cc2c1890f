package dev.ske.agent.config;

/** The section {@code memory}: how well the memory of keys and plaintexts must be protected. */
public final class MemorySpec {
    /** What applies where nothing is configured. */
    public static final MemorySpec DEFAULT = new MemorySpec(Protection.AUTO, "memory.protection");

    private final Protection protection;
    private final String name;

    /** {@code name}: of the setting, as the user wrote it. */
    MemorySpec(Protection protection, String name) {
        this.protection = protection;
        this.name = name;
    }

    public Protection protection() {
        return protection;
    }

    /** What messages call it: {@code /ske/memory/protection} or {@code SKE_MEMORY_PROTECTION}. */
    public String name() {
        return name;
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
