package dev.ske.agent.access;

import java.util.concurrent.atomic.AtomicLong;

/** A clock whose hands a test moves: it stands still, {@code nanoTime} when it was made. */
public final class Hands extends Clock {
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());
    private final AtomicLong millis = new AtomicLong(System.currentTimeMillis());

    public Hands forward(long by) {
        nanos.addAndGet(by * 1_000_000);
        millis.addAndGet(by);
        return this;
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public long millis() {
        return millis.get();
    }
}
