package dev.ske.agent.config;

import org.jspecify.annotations.Nullable;

/** The section {@code hardening}: which dumps of the program's own memory the agent prevents. */
public final class HardeningSpec {
    private final boolean coreDumpsOff;
    private final HeapDumps heapDumps;

    /** Null where the section asks for nothing. */
    static @Nullable HardeningSpec read(Node hardening) {
        Node coreDumps = hardening.get("core-dumps");
        Node heapDumps = hardening.get("heap-dumps");
        HardeningSpec spec = new HardeningSpec(
                coreDumps != null && coreDumps.text().equals("off"),
                heapDumps == null ? HeapDumps.ON : HeapDumps.valueOf(FlatName.upper(heapDumps.text())));
        return spec.coreDumpsOff || spec.heapDumps != HeapDumps.ON ? spec : null;
    }

    /** Whether the kernel shall not dump this process, nor show its memory to other processes of its user. */
    public boolean coreDumpsOff() {
        return coreDumpsOff;
    }

    public HeapDumps heapDumps() {
        return heapDumps;
    }

    private HardeningSpec(boolean coreDumpsOff, HeapDumps heapDumps) {
        this.coreDumpsOff = coreDumpsOff;
        this.heapDumps = heapDumps;
    }

    /** {@code hardening.heap-dumps}. */
    public enum HeapDumps {
        /** As the JVM was told. */
        ON,
        /** What could write one is named. */
        WARN,
        /** What could write one is switched off, as far as that can be done from within. */
        OFF
    }
}
