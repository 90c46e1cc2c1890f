package dev.ske.agent.store;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How one value has been used. It stays the same object through refreshes that find the value unchanged, and a changed value
 * gets a new one. Thread-safe.
 */
public final class Usage {
    /** Of what is not counted: settings, and names that are withheld. */
    static final Usage NONE = new Usage(0);

    /** More reads in a row than these, each within a millisecond of the one before, are a loop's. */
    private static final int LOOP = 64;

    /** In a loop the clock is asked each so many reads; a power of two. */
    private static final int SELDOM = 8;

    private final long created;
    private final AtomicLong reads = new AtomicLong();

    /** Of those the ones that have their value. */
    private long served;

    private volatile long lastRead;
    private volatile boolean cleared;
    private volatile boolean forgotten;

    /** Reads in a row; threads may overwrite each other's, which costs a look at the clock. */
    private int inARow;

    /** Where the value lies: in two generations at most, of which others end. */
    private @Nullable Ciphertext sealed;

    /** {@code created}: when the value was first opened, in milliseconds since 1970. */
    Usage(long created) {
        this.created = created;
    }

    /** When the value was first opened, in milliseconds since 1970. */
    public long created() {
        return created;
    }

    public long reads() {
        return reads.get();
    }

    /** In milliseconds since 1970; 0: never. After a loop that reads, the next seven reads may be dated with its end. */
    public long lastRead() {
        return lastRead;
    }

    /** Whether the value was wiped, by {@code Secrets.clear} or after the last read that it allows. */
    public boolean cleared() {
        return cleared;
    }

    /**
     * The time to count a read with, in milliseconds since 1970. To ask the clock takes 3 % of a read's time, so a loop that
     * reads asks each eighth time.
     */
    public long now() {
        int row = inARow;
        if (row > LOOP && row % SELDOM != 0) {
            inARow = row + 1;
            return lastRead;
        }
        long now = System.currentTimeMillis();
        boolean loop = now - lastRead <= 1 && now >= lastRead;
        inARow = !loop ? 0 : row > LOOP ? LOOP + 1 : row + 1;
        return now;
    }

    /**
     * Counts a read, unless so many were made already.
     *
     * @param limit {@link Long#MAX_VALUE}: none
     * @param now in milliseconds since 1970
     * @return the number of this read, from 1 on; 0: it may not be made
     */
    public long count(long limit, long now) {
        long read;
        if (limit == Long.MAX_VALUE) {
            read = reads.incrementAndGet();
        } else {
            do {
                read = reads.get() + 1;
                if (read > limit) {
                    return 0;
                }
            } while (!reads.compareAndSet(read - 1, read));
        }
        if (lastRead != now) { // a write that others must see takes longer than all else here
            lastRead = now;
        }
        return read;
    }

    /** A read that was counted has failed: another one may be made in its place. */
    public void giveBack() {
        reads.decrementAndGet();
    }

    /** A read that was counted, of a value with a limit, has come to its end; returns how many have. */
    public synchronized long served() {
        return ++served;
    }

    /** The program wants the value no more: from now on it is as if there were no such name. */
    public void forget() {
        forgotten = true;
    }

    /** Whether the program has asked for the value to be cleared. */
    public boolean forgotten() {
        return forgotten;
    }

    void clear() {
        cleared = true;
    }

    /** Remembers where the value lies too, and wipes it if it was cleared meanwhile; its generation cannot end now. */
    synchronized void sealedAs(Ciphertext ciphertext) {
        Ciphertext kept = null;
        for (Ciphertext next = sealed, rest; next != null; next = rest) {
            rest = next.other();
            if (next.generation().alive()) {
                next.other(kept);
                kept = next;
            }
        }
        ciphertext.other(kept);
        sealed = ciphertext;
        if (cleared) {
            ciphertext.wipe();
        }
    }

    /** Wipes the value wherever it lies; nobody reads it, and no generation ends or begins now. */
    synchronized void wipe() {
        for (Ciphertext next = sealed; next != null; next = next.other()) {
            if (next.generation().alive()) {
                next.wipe();
            }
        }
    }
}
