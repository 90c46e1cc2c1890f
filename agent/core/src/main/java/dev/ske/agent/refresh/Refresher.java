package dev.ske.agent.refresh;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.access.Clock;
import dev.ske.agent.access.Freshness;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.Config;
import dev.ske.agent.config.ReadRule;
import dev.ske.agent.config.RefreshSpec;
import dev.ske.agent.store.SealedStore;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the values up to date: at the end of their time to live, when a file changes, and when the program asks. It has one
 * daemon thread where something is to be watched or to be refreshed by itself, and none else. Thread-safe.
 */
public final class Refresher implements Runnable {
    /** How long {@link #stop} waits for what does not end by itself, as a file system that hangs. */
    private static final long END_MILLIS = 2_000;

    /** What a refresh takes besides the deadline of reading. */
    private static final long GRACE_MILLIS = 5_000;

    private final SealedStore store;
    private final Freshness freshness;
    private final Listeners listeners = new Listeners();
    private final Cycle cycle;
    private final long patienceMillis;

    /** Made in time: when there is no memory it is too late. */
    private final Failure broken = new Failure(Code.INTERNAL, "refreshing ended without a result");

    private final Object lock = new Object();
    private Round next = new Round();
    private boolean asked;

    /** Whether the thread that is there is to go on as {@link #start} wants it. */
    private boolean toStand;

    private boolean stopped;
    private long openedMillis;
    private @Nullable Round current;
    private @Nullable Thread thread;

    /** Nothing runs before {@link #start}. */
    public Refresher(Config config, SealedStore store, Freshness freshness, Reopening reopening, Witness witness) {
        this(config.refresh(), config.deadlineMillis(), store, freshness, reopening, witness, Clock.SYSTEM);
    }

    Refresher(
            RefreshSpec spec,
            long deadlineMillis,
            SealedStore store,
            Freshness freshness,
            Reopening reopening,
            Witness witness,
            Clock clock) {
        this.store = store;
        this.freshness = freshness;
        // the refresh that is running, and the one after it
        this.patienceMillis = 2 * (deadlineMillis + GRACE_MILLIS);
        this.cycle = new Cycle(spec, store, freshness, reopening, listeners, witness, clock);
    }

    /** Plans by what is served now: called when the program can read, and before that if somebody is quick. */
    public void start() {
        synchronized (lock) {
            openedMillis = store.snapshot().openedMillis();
            if (thread != null) {
                toStand = true; // somebody was quick to ask for a refresh; two threads would be one too many
                lock.notifyAll();
                return;
            }
            cycle.plan();
            if (stopped || !cycle.stands()) {
                return;
            }
            try {
                run(Threads.daemon(this, "ske-refresh"));
            } catch (OutOfMemoryError noThread) {
                Log.warn("this process cannot start a thread that refreshes: nothing is refreshed by itself");
            }
        }
    }

    /**
     * Refreshes now, or waits for a refresh that began after this was called; callers at the same time share one. Who is
     * interrupted meanwhile waits on and is so afterwards: a refresh has the deadline of a start.
     *
     * @throws Failure why it failed: the last good values are served further. STORE_DESTROYED
     */
    public void refresh() {
        Round mine;
        synchronized (lock) {
            if (stopped) {
                throw destroyed();
            }
            if (Thread.currentThread() == thread) {
                throw new Failure(Code.INTERNAL, "refreshing cannot wait for itself");
            }
            mine = next;
            asked = true;
            if (thread == null) {
                try {
                    run(Threads.daemon(this, "ske-refresh"));
                } catch (OutOfMemoryError noThread) {
                    throw new Failure(
                            Code.INTERNAL,
                            "this process cannot start a thread that refreshes",
                            "raise the limit of its threads or of its memory");
                }
            }
            lock.notifyAll();
        }
        mine.await(patienceMillis);
    }

    /**
     * Has a listener called with the path of a name each time when its value is another one, when it is served for the first
     * time and when it is served no more.
     *
     * @param name a path or a canonical name, served or not
     * @return takes the listener away; its {@code close} throws nothing
     * @throws Failure STORE_DESTROYED
     */
    public AutoCloseable onChange(String name, Consumer<String> listener) {
        return listeners.add(name, listener);
    }

    /** Keys and types as docs/bridge.md lists them for INFO: what concerns refreshing. */
    public Map<String, Object> state() {
        long opened;
        synchronized (lock) {
            opened = openedMillis == 0 ? store.snapshot().openedMillis() : openedMillis;
        }
        Map<String, Object> state = new HashMap<>();
        state.put("opened", opened);
        state.put("refreshed", opened);
        cycle.describe(state);
        long expires = freshness.expires(store.snapshot());
        if (expires != ReadRule.NEVER) {
            state.put("expires", expires);
        }
        return state;
    }

    /**
     * Ends the threads; returns when none of them works with the store any more, or some seconds later. What is being read at
     * present is the caller's to break off. Listeners, and the thread
     * that refreshes, may call it too: they end when they come back from it. Again it does nothing.
     */
    public void stop() {
        Thread working;
        Round running;
        synchronized (lock) {
            stopped = true;
            working = thread;
            running = current;
            next.end(destroyed());
            lock.notifyAll();
        }
        if (running != null) {
            running.end(destroyed());
        }
        listeners.stop();
        if (working != null) {
            Joining.join(working, END_MILLIS);
        }
    }

    @Override
    public void run() {
        try {
            cycle.begin();
            for (Round round = next(); round != null; round = next()) {
                work(round);
            }
        } catch (Throwable unforeseen) {
            // nobody would read its trace; who asks next gets a new thread
        } finally {
            synchronized (lock) {
                if (thread == Thread.currentThread()) {
                    thread = null;
                    next.end(broken); // asked for too late for this thread, and by nobody if it ended as it should
                    next = new Round();
                    asked = false;
                }
            }
        }
    }

    private void run(Thread created) {
        thread = created;
        boolean runs = false;
        try {
            created.start();
            runs = true;
        } finally {
            if (!runs) {
                thread = null;
            }
        }
    }

    private void work(Round round) {
        Failure failure = broken;
        try {
            failure = cycle.refresh();
        } finally {
            synchronized (lock) {
                current = null;
            }
            round.end(failure);
        }
    }

    /** The next refresh when its time has come; null: there is nothing to wait for. */
    private @Nullable Round next() {
        for (; ; ) {
            boolean due = cycle.isDue();
            synchronized (lock) {
                if (stopped) {
                    return null;
                }
                if (due || asked) {
                    Round round = next;
                    next = new Round();
                    asked = false;
                    current = round;
                    return round;
                }
                if (toStand) {
                    toStand = false;
                    cycle.plan();
                }
                if (!cycle.stands()) {
                    thread = null;
                    return null;
                }
                try {
                    lock.wait(cycle.leftMillis());
                } catch (InterruptedException meaningless) {
                    // whoever interrupts every thread that he finds does not mean this one
                }
            }
        }
    }

    private static Failure destroyed() {
        return new Failure(Code.STORE_DESTROYED, "the store was destroyed: nothing is refreshed any more");
    }
}
