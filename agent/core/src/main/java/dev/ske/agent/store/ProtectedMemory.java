package dev.ske.agent.store;

import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.OffHeap;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** Gives arenas of the best kind of memory that the configuration wants and the machine has. */
public final class ProtectedMemory {
    /**
     * Looks for what there is.
     *
     * @param instrumentation for JDKs that would warn of native access; null outside of an agent
     * @throws dev.ske.agent.Failure MEMORY_UNAVAILABLE if locked memory is required and not to be had
     */
    public static ProtectedMemory open(MemorySpec spec, @Nullable Instrumentation instrumentation) {
        return new ProtectedMemory();
    }

    /**
     * A new arena, which is the caller's.
     *
     * @param bytes that it is expected to hold at most at a time, regions' own overhead aside; it grows if that is wrong
     */
    public Arena arena(int bytes) {
        return new Arena(new OffHeap());
    }

    /** The kind, for {@code Secrets.info()} and messages. */
    public String kind() {
        return "off-heap, not locked";
    }

    private ProtectedMemory() {}
}
