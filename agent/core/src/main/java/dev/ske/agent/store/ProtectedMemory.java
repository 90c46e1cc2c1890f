package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.OffHeap;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.Map;
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
     * Has the kernel write no core dump of this process, and let no other user's process trace it, for as long as it lives.
     *
     * @throws Failure MEMORY_UNAVAILABLE if that cannot be done
     */
    public static void coreDumpsOff(
            @Nullable Instrumentation instrumentation, @Nullable Path cache, Map<String, String> environment) {
        throw new Failure(
                Code.MEMORY_UNAVAILABLE,
                "core dumps cannot be switched off: this jar has no native library",
                "leave hardening.core-dumps out, and switch core dumps off where the program is started (ulimit -c 0,"
                        + " LimitCORE=0)");
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
