package dev.ske.agent.refresh;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.access.Clock;
import dev.ske.agent.access.Freshness;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.ReadRule;
import dev.ske.agent.config.RefreshSpec;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Snapshot;
import dev.ske.agent.store.Swap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One refresh after the other, and when: all that the one thread does that refreshes. Only {@link #describe} is for others. */
final class Cycle {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Made in time: when there is no memory, or our jar was overwritten, it is too late. */
    private final Failure outOfMemory = new Failure(
            Code.INTERNAL, "the heap or the machine's memory does not hold the documents", "raise -Xmx, or split them");

    private final Failure nothingGoes = new Failure(
            Code.INTERNAL,
            "the agent cannot work any more",
            "were its jar's classes taken away, as by overwriting it? a restart helps");

    private final SealedStore store;
    private final Reopening reopening;
    private final Listeners listeners;
    private final Witness witness;
    private final Clock clock;
    private final Freshness freshness;
    private final boolean auto;
    private final Health health;
    private final Plan plan;
    private final @Nullable Watch watch;

    /** Whether values are renewed ahead of the end of their time to live. */
    private boolean renews;

    /** 0: nothing is planned. */
    private volatile long nextMillis;

    Cycle(
            RefreshSpec spec,
            SealedStore store,
            Freshness freshness,
            Reopening reopening,
            Listeners listeners,
            Witness witness,
            Clock clock) {
        this.store = store;
        this.reopening = reopening;
        this.listeners = listeners;
        this.witness = witness;
        this.clock = clock;
        this.freshness = freshness;
        auto = spec.auto();
        health = new Health(freshness, clock);
        plan = new Plan(new Jitter(System.nanoTime()));
        watch = spec.watch() ? new Watch(reopening, clock) : null;
    }

    /** What comes first after the start, which has just ended. */
    void plan() {
        long shortest = shortest();
        renews = auto && shortest != ReadRule.NEVER;
        plan.succeeded(clock.nanos(), renews ? shortest : ReadRule.NEVER);
        announce();
    }

    /** Looks at the files for the first time. */
    void begin() {
        try {
            if (watch != null) {
                watch.begin(store.snapshot().openedMillis());
            }
        } catch (Throwable unseen) {
            // the next look finds what this one would have
        }
    }

    /** Whether something happens by itself, so that a thread has to wait for it. */
    boolean stands() {
        return renews || watch != null;
    }

    /** Whether a refresh is due; watched files are looked at if their time has come. */
    boolean isDue() {
        boolean changed;
        try {
            changed = watch != null && watch.look();
        } catch (Throwable unseen) { // no memory at present, or no classes
            changed = false;
        }
        return changed || (stands() && plan.leftNanos(clock.nanos()) <= 0);
    }

    /** How long there is nothing to do, 1 at least; in milliseconds. */
    long leftMillis() {
        long now = clock.nanos();
        long left = plan.leftNanos(now);
        if (watch != null) {
            left = Math.min(left, watch.leftNanos(now));
        }
        return Math.max(0, left) / NANOS_PER_MILLI + 1;
    }

    /** Null: it succeeded. It throws nothing. */
    @Nullable
    Failure refresh() {
        long begun = clock.nanos();
        Failure failure = null;
        try {
            if (watch != null) {
                watch.reading();
            }
            Snapshot before = store.snapshot();
            Swap swap = reopening.reopen();
            succeeded(before, swap, begun);
        } catch (Throwable thrown) {
            failure = failure(thrown);
            failed(failure, begun);
        }
        return failure;
    }

    private void succeeded(Snapshot before, Swap swap, long begun) {
        Snapshot now = store.snapshot();
        try {
            plan();
            health.succeeded();
            Changes.say(swap, now);
            witness.refreshed(
                    clock.nanos() - begun,
                    swap.changed().size() + swap.removed().size(),
                    null);
        } catch (Throwable told) {
            // what is served is new all the same; only those who were to be told do not know
        }
        try {
            listeners.changed(before, now, swap); // now, so that what they read is told of after the refresh
            read();
        } catch (Throwable told) {
            // as above
        }
    }

    private void failed(Failure failure, long begun) {
        if (failure.code() == Code.STORE_DESTROYED) {
            return; // nobody misses it
        }
        try {
            health.failed(failure);
            plan.failed(clock.nanos(), freshness.staleInMillis());
            announce();
            read();
            witness.refreshed(clock.nanos() - begun, 0, failure.code());
        } catch (Throwable told) {
            // as above
        }
    }

    private void read() {
        if (watch != null) {
            watch.read();
        }
    }

    private void announce() {
        long left = stands() ? plan.leftNanos(clock.nanos()) : Long.MAX_VALUE;
        nextMillis = left == Long.MAX_VALUE ? 0 : clock.millis() + Math.max(0, left) / NANOS_PER_MILLI;
    }

    private long shortest() {
        long shortest = ReadRule.NEVER;
        for (Item item : store.snapshot().items()) {
            if (item.secret()) {
                shortest = Math.min(shortest, item.rule().ttlMillis());
            }
        }
        return shortest;
    }

    private Failure failure(Throwable thrown) {
        try {
            if (thrown instanceof Failure) {
                return (Failure) thrown;
            }
            if (thrown instanceof OutOfMemoryError) {
                return outOfMemory;
            }
            StackTraceElement[] trace = thrown.getStackTrace();
            return new Failure(
                    Code.INTERNAL,
                    "the agent failed: " + thrown.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]),
                    "this is a bug of SKE, or its jar was overwritten while the program runs");
        } catch (Throwable another) {
            return nothingGoes;
        }
    }

    /** Any thread asks. */
    void describe(Map<String, Object> state) {
        health.describe(state);
        long next = nextMillis;
        if (next != 0) {
            state.put("next", next);
        }
    }
}
