package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.GcmEngine;
import dev.ske.agent.envelope.StrongRandom;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives arenas of the best kind of memory that the configuration wants and the machine has: docs/memory.md has the kinds
 * and what each keeps from whom.
 */
public final class ProtectedMemory {
    /** What all arenas that are open at once need, in pages. */
    private static final int PAGES = 4;

    /** Bytes that RLIMIT_MEMLOCK is set to as a rule, and what we tell people to raise it to. */
    private static final int USUAL_LIMIT = 64 * 1024;

    /** How many mappings that ended are left alone, so that a buffer of one of them meets a fault. */
    private static final int REST = 16;

    private final Guard guard;

    /** What ended, the oldest first: each refresh takes an arena, and addresses are not to be had without end. */
    private final List<Pages> retired = new ArrayList<>();

    private final boolean required;
    private final String setting;

    /** What can be had at best; lowered when the system refuses it. */
    private int best;

    /** The least that was given. */
    private int least;

    /** Whether ciphers use the processor's instructions. */
    private boolean instructions;

    private int page = 1;
    private long limit = Long.MAX_VALUE;
    private long locked;
    private @Nullable String note;

    /** {@link #open(MemorySpec, Instrumentation, Path, Map)} where no folder is prepared. */
    public static ProtectedMemory open(MemorySpec spec, @Nullable Instrumentation instrumentation) {
        return open(spec, instrumentation, null, Collections.emptyMap());
    }

    /**
     * Looks for what there is.
     *
     * @param instrumentation for JDKs that would warn of native access; null outside of an agent
     * @param cache the configured folder that may hold the native library; null: none is
     * @param environment asked for the folder that it may name
     * @throws Failure MEMORY_UNAVAILABLE if locked memory is required and not to be had
     */
    public static ProtectedMemory open(
            MemorySpec spec,
            @Nullable Instrumentation instrumentation,
            @Nullable Path cache,
            Map<String, String> environment) {
        ProtectedMemory memory = new ProtectedMemory(spec);
        if (spec.protection() == MemorySpec.Protection.OFF) {
            memory.note = "protection is off";
            return memory;
        }
        try {
            NativeLibrary.load(instrumentation, cache, environment);
        } catch (Failure none) {
            if (memory.required) {
                throw memory.unavailable(String.valueOf(none.getMessage()), none.hint() + "; or " + memory.otherWay());
            }
            memory.note = none.getMessage();
            return memory;
        }
        memory.instructions = NativeMemory.bindGcm();
        memory.probe();
        return memory;
    }

    /** Has ciphers computed in Java from now on, as on a processor without instructions for it; what tests compare with. */
    void withoutInstructions() {
        instructions = false;
    }

    /**
     * Has the kernel write no core dump of this process, and let no other user's process trace it, for as long as it lives.
     *
     * @throws Failure MEMORY_UNAVAILABLE if that cannot be done
     */
    public static void coreDumpsOff(
            @Nullable Instrumentation instrumentation, @Nullable Path cache, Map<String, String> environment) {
        String hint = "leave hardening.core-dumps out, and switch core dumps off where the program is started"
                + " (ulimit -c 0, LimitCORE=0)";
        try {
            NativeLibrary.load(instrumentation, cache, environment);
        } catch (Failure none) {
            throw new Failure(Code.MEMORY_UNAVAILABLE, "core dumps cannot be switched off: " + none.getMessage(), hint);
        }
        int error = NativeMemory.undumpable();
        if (error < 0) {
            throw new Failure(
                    Code.MEMORY_UNAVAILABLE, "core dumps cannot be switched off: " + Errno.name(-error), hint);
        }
    }

    /**
     * A new arena, which is the caller's.
     *
     * @param bytes of all regions that it is expected to hold at a time, each rounded up to 16, and 16 more for each but the
     *     first; it grows if that is wrong. A page of 4,096 bytes has room for 4,064 of them
     * @throws Failure MEMORY_UNAVAILABLE if locked memory is required and the system gives no more
     */
    public Arena arena(int bytes) {
        return new Arena(this, block(bytes));
    }

    /** The kind of what was given, or where that was of several kinds the worst; for {@code Secrets.info()} and messages. */
    public synchronized String kind() {
        switch (least) {
            case NativeMemory.SECRET:
                return "memfd_secret";
            case NativeMemory.LOCKED:
                return "locked";
            case NativeMemory.UNLOCKED:
                return "not locked, kept out of core dumps";
            default:
                return "off-heap, not locked";
        }
    }

    /** Why it is not of a better kind; null: there is none. */
    public synchronized @Nullable String note() {
        return note;
    }

    /** As {@link dev.ske.agent.envelope.SecretMemory#engine}; null: the processor has no instructions for it. */
    @Nullable
    GcmEngine engine(ByteBuffer expanded, ByteBuffer work) {
        return instructions ? new NativeGcm(expanded, work) : null;
    }

    /** A block with room for a region of so many bytes. */
    synchronized Block block(int bytes) {
        return new Block(pages(Block.CANARY + Block.taken(bytes)), guard);
    }

    /** Ends a block that was wiped. */
    synchronized void retire(Block block) {
        int bytes = block.retire();
        Pages pages = block.pages();
        if (pages.kind() >= NativeMemory.LOCKED) {
            locked -= bytes;
        }
        if (bytes > 0 && pages.kind() != Pages.PLAIN) {
            retired.add(pages);
        }
    }

    /** Takes a page of the best kind, and gives it back. */
    private void probe() {
        page = NativeMemory.pageSize();
        long soft = NativeMemory.memlockLimit();
        limit = soft < 0 ? Long.MAX_VALUE : soft;
        best = NativeMemory.SECRET;
        if (limit < needed()) {
            lower(NativeMemory.UNLOCKED, "RLIMIT_MEMLOCK is " + limit + " bytes and " + needed() + " are needed");
        }
        Pages probe = pages(page);
        least = probe.kind();
        probe.retire();
        locked = 0;
    }

    /** The ladder: what the system refuses once is not asked for again. */
    private Pages pages(int bytes) {
        int whole = Math.addExact(bytes, page - 1) / page * page;
        Pages rested = best == Pages.PLAIN ? null : rested(whole);
        long again = rested == null ? 0 : rested.address();
        while (best != Pages.PLAIN) {
            boolean locks = best >= NativeMemory.LOCKED;
            long address = locks && locked + whole > limit ? 0 : NativeMemory.map(best, whole, again);
            if (address > 0) {
                retired.remove(rested);
                locked += locks ? whole : 0;
                least = Math.min(least, best);
                return Pages.mapped(best, address, whole);
            }
            if (address == 0) {
                lower(NativeMemory.UNLOCKED, "RLIMIT_MEMLOCK of " + limit + " bytes is used up");
            } else {
                lower(best - 1, name(best) + ": " + Errno.name(-address));
            }
        }
        least = Pages.PLAIN;
        return Pages.plain(whole);
    }

    /** As many bytes that ended long ago; null: there are none. */
    private @Nullable Pages rested(int bytes) {
        for (int i = 0; i + REST < retired.size(); i++) {
            Pages pages = retired.get(i);
            if (pages.bytes().capacity() == bytes) {
                return pages;
            }
        }
        return null;
    }

    private static String name(int kind) {
        return kind == NativeMemory.SECRET ? "memfd_secret" : kind == NativeMemory.LOCKED ? "mlock" : "mappings";
    }

    private void lower(int kind, String why) {
        String all = note == null ? why : note + ", " + why;
        if (required && kind < NativeMemory.LOCKED) {
            // mlock too is refused by the limit: others may have used it up; a refresh asks again, for nothing less
            throw unavailable(all, limitHint());
        }
        best = kind;
        note = all;
    }

    private int needed() {
        return PAGES * page;
    }

    private String limitHint() {
        int bytes = Math.max(USUAL_LIMIT, needed());
        int kib = bytes / 1024;
        return "raise it to " + bytes + ": ulimit -l " + kib + ", LimitMEMLOCK=" + kib
                + "K in a systemd unit, docker run" + " --ulimit memlock=" + bytes + "; or " + otherWay();
    }

    private String otherWay() {
        return "with " + setting + " set to auto it starts with what there is";
    }

    private Failure unavailable(String why, String hint) {
        return new Failure(
                Code.MEMORY_UNAVAILABLE, setting + " requires locked memory, and there is none: " + why, hint);
    }

    private ProtectedMemory(MemorySpec spec) {
        required = spec.protection() == MemorySpec.Protection.REQUIRED;
        setting = spec.name();
        try (StrongRandom random = new StrongRandom()) {
            guard = new Guard(random);
        }
    }
}
