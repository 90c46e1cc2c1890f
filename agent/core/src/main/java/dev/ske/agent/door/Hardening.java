package dev.ske.agent.door;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.HardeningSpec;
import dev.ske.agent.store.ProtectedMemory;
import java.lang.instrument.Instrumentation;
import java.util.Map;

/** Does what the section {@code hardening} asks for; loaded where it asks for something, and never else. */
final class Hardening {
    /**
     * Right before the names are served: a helper that the start needed has ended by then, and nobody has read a value.
     *
     * @param real the real environment
     * @throws dev.ske.agent.Failure MEMORY_UNAVAILABLE if something cannot be done
     */
    static void apply(HardeningSpec spec, Config config, Map<String, String> real, Instrumentation instrumentation) {
        HeapDumps heapDumps = null;
        if (spec.heapDumps() != HardeningSpec.HeapDumps.ON) {
            heapDumps = HeapDumps.find(spec.heapDumps() == HardeningSpec.HeapDumps.OFF);
        }
        if (spec.coreDumpsOff()) {
            ProtectedMemory.coreDumpsOff(instrumentation, config.preparedFolder(), real);
        }
        if (heapDumps != null) {
            heapDumps.apply(instrumentation);
        }
    }

    private Hardening() {}
}
