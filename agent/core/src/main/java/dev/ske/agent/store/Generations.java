package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.StrongRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which sealing keys there are, and until when: the present one, and beside it either the one before it, as long as somebody
 * reads several values of that, or the one that the next snapshot is being sealed under. Thread-safe; nobody who has a
 * cipher calls it.
 */
final class Generations {
    private static final long WAIT_NANOS = 5_000_000_000L;

    private final CipherPool ciphers;
    private Generation present;
    private @Nullable Generation before;
    private @Nullable Generation building;
    private volatile boolean closed;

    Generations(CipherPool ciphers) {
        this.ciphers = ciphers;
        present = ciphers.first();
    }

    CipherPool ciphers() {
        return ciphers;
    }

    Generation present() {
        return present;
    }

    boolean closed() {
        return closed;
    }

    /**
     * A new one, in the place of the one before the present one; waits for who reads of that.
     *
     * @throws Failure INTERNAL if that takes too long, STORE_DESTROYED
     */
    synchronized Generation begin(StrongRandom random) {
        boolean interrupted = false;
        long until = System.nanoTime() + WAIT_NANOS;
        while (!closed && !isFree() && System.nanoTime() < until) {
            try {
                wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (closed) {
            throw Unreadable.destroyed();
        }
        if (!isFree()) {
            throw new Failure(
                    Code.INTERNAL,
                    building == null
                            ? "a reader holds the previous values for longer than 5 s"
                            : "a refresh before this one is still at work after 5 s",
                    "the next refresh tries again");
        }
        end(before); // again, if an error broke that off
        before = null;
        Generation next = ciphers.begin(1 - present.slot(), random);
        building = next;
        return next;
    }

    private boolean isFree() {
        return building == null && (before == null || before.over());
    }

    /** Wipes one that is not to be served after all; again it does nothing. */
    void abandon(Generation next) {
        synchronized (this) {
            if (building != next) {
                return;
            }
            next.end();
        }
        ciphers.passSealer(); // not under the lock: it may be reading a slow file
        synchronized (this) {
            if (building == next) {
                if (!closed) {
                    ciphers.wipe(next);
                }
                building = null;
                notifyAll();
            }
        }
    }

    /**
     * Has {@code next} served from now on; {@link #retire} follows when it is.
     *
     * @throws Failure STORE_DESTROYED
     */
    synchronized void succeed(Generation next) {
        if (closed) {
            throw Unreadable.destroyed();
        }
        if (building != next || !next.alive()) {
            throw new IllegalStateException("this is not the next snapshot of this store");
        }
        before = present;
        present = next;
        building = null;
    }

    /** Wipes the one before the present one, or leaves that to its last reader. */
    synchronized void retire() {
        Generation old = before;
        if (old != null && !closed) {
            old.retire();
            if (old.over()) {
                end(old);
                before = null;
            }
        }
    }

    /** False: it is served no more. */
    synchronized boolean lease(Generation generation) {
        return generation.lease();
    }

    synchronized void release(Generation generation) {
        generation.release();
        if (generation.over()) {
            notifyAll();
            if (!closed) {
                end(generation);
                before = null;
            }
        }
    }

    /** Overwrites a value in all of them, when whoever reads it at present has come to an end. */
    synchronized void clear(Usage usage) {
        usage.clear();
        if (!closed) {
            ciphers.pass();
            usage.wipe();
        }
    }

    /**
     * As {@link CipherPool#close}. The keys of what is served are gone before it waits for whoever seals, who may be reading a
     * file of a file system that hangs; and nobody else waits with it.
     */
    void close() {
        try {
            end();
        } finally {
            ciphers.close();
        }
    }

    private synchronized void end() {
        boolean first = !closed;
        closed = true;
        if (building != null) {
            building.end();
        }
        notifyAll();
        if (first) {
            end(before);
            end(present);
        }
    }

    private void end(@Nullable Generation old) {
        if (old != null) {
            old.end();
            ciphers.pass();
            ciphers.wipe(old);
        }
    }
}
