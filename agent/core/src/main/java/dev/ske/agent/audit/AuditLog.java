package dev.ske.agent.audit;

import dev.ske.agent.Log;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from whoever reads, without a lock, and writes them on a thread of its own. What does not fit into the queue
 * or cannot be written is counted, and the count is an event as soon as one can be written again.
 */
final class AuditLog implements Runnable {
    /** How many events may wait: 1 MB at most. */
    static final int CAPACITY = 8192;

    private static final long FIRST_PAUSE = 1_000_000_000L;
    private static final long LONGEST_PAUSE = 60_000_000_000L;
    private static final long BETWEEN_WARNINGS = 60_000_000_000L;
    private static final long END_MILLIS = 1000;

    private final AuditFile file;
    private final Queue<AuditEvent> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean idle;
    private volatile boolean ending;
    private @Nullable Thread thread;

    // of the thread alone
    private boolean dropping;
    private long unsaid;
    private boolean warned;
    private long warnedNanos;
    private boolean failing;
    private long pause = FIRST_PAUSE;

    AuditLog(AuditFile file) {
        this.file = file;
    }

    /** Never blocks. */
    void add(AuditEvent event) {
        if (ending) {
            return;
        }
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            dropped.incrementAndGet();
            return;
        }
        queue.add(event);
        if (idle) {
            LockSupport.unpark(thread());
        }
    }

    /** Begins to write, on a daemon thread outside of the program's thread groups. */
    synchronized void start() {
        if (thread == null) {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            while (group.getParent() != null) {
                group = group.getParent();
            }
            Thread writer = new Thread(group, this, "ske-audit");
            writer.setDaemon(true);
            writer.setContextClassLoader(null);
            thread = writer;
            writer.start();
        }
    }

    /** Ends the thread when all that came before is written, and waits for it, a second at most. */
    void end() {
        start();
        ending = true;
        Thread writer = thread();
        LockSupport.unpark(writer);
        try {
            if (writer != null && writer != Thread.currentThread()) {
                writer.join(END_MILLIS);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            try {
                more = work();
            } catch (Throwable unforeseen) { // no memory at present, say: what comes later is to be written again
                dropped.incrementAndGet();
                more = !ending;
                rest(FIRST_PAUSE);
            }
        }
        close();
    }

    /** Writes what there is and waits for more; false: there is no more, and will be none. */
    private boolean work() {
        report();
        while (!failing && writeNext()) {
            // the queue is worked off; what is dropped meanwhile is reported when there is room again
        }
        flush();
        boolean more = true;
        if (failing) {
            more = !ending;
            rest(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        } else if (queue.isEmpty() && dropped.get() == 0) {
            dropping = false;
            more = !ending;
            rest(0);
        }
        return more;
    }

    private boolean writeNext() {
        AuditEvent next = queue.poll();
        if (next == null) {
            return false;
        }
        waiting.decrementAndGet();
        try {
            file.add(next.line());
        } catch (IOException failed) {
            fail(failed);
        }
        return true;
    }

    /** Says how many events are missing; while nothing can be written this is what is tried. */
    private void report() {
        long missing = dropped.get();
        if (missing == 0) {
            return;
        }
        try {
            file.add(AuditEvent.dropped(missing).line());
            file.flush();
        } catch (IOException still) {
            file.lost(); // the event that says so, which is counted already
            fail(still);
            return;
        }
        dropped.addAndGet(-missing);
        if (failing) {
            failing = false;
            pause = FIRST_PAUSE;
            Log.warn("the audit file " + file + " is written again; events that are missing in it: " + missing);
        } else {
            tooSlow(missing);
        }
        dropping = true;
    }

    /** A program that is too fast every other second is warned of once a minute; the file has each count. */
    private void tooSlow(long missing) {
        unsaid += missing;
        if (!dropping && (!warned || System.nanoTime() - warnedNanos >= BETWEEN_WARNINGS)) {
            Log.warn("the audit file " + file + " is written too slowly; events that are missing in it: " + unsaid);
            unsaid = 0;
            warned = true;
            warnedNanos = System.nanoTime();
        }
    }

    private void flush() {
        if (failing) {
            return;
        }
        try {
            file.flush();
        } catch (IOException failed) {
            fail(failed);
        }
    }

    private void fail(IOException failure) {
        dropped.addAndGet(file.lost());
        if (!failing) {
            failing = true;
            Log.warn("the audit file " + file + " cannot be written: " + AuditTarget.reason(failure)
                    + "; events are dropped until it can");
        }
    }

    /** {@code nanos}: 0: until there is something to do. */
    private void rest(long nanos) {
        idle = nanos == 0;
        if (ending) {
            idle = false;
            return;
        }
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        } else if (queue.isEmpty()) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private void close() {
        try {
            file.close();
        } catch (IOException nothingLeftToWrite) {
            // all lines were flushed
        }
    }
}
