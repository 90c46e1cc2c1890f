package dev.ske.agent.refresh;

import dev.ske.agent.config.ReadRule;

/**
 * When the next refresh is due by itself: ahead of the end of the shortest time to live, and soon after one that failed.
 * Times are {@code nanoTime}s. Not thread-safe.
 */
final class Plan {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** A shorter time to live would leave a processor nothing else to do. */
    private static final long LEAST_MILLIS = 100;

    /** A longer one would not fit into nanoseconds: ten years. */
    private static final long MOST_MILLIS = 3_650L * 86_400_000;

    private final Jitter jitter;
    private final Backoff backoff;
    private boolean regular;
    private long regularNanos;
    private boolean retry;
    private long retryNanos;

    Plan(Jitter jitter) {
        this.jitter = jitter;
        this.backoff = new Backoff(jitter);
    }

    /** {@code ttlMillis}: the shortest time to live of those that are to be renewed; {@link ReadRule#NEVER}: none is. */
    void succeeded(long now, long ttlMillis) {
        backoff.reset();
        retry = false;
        regular = ttlMillis != ReadRule.NEVER;
        if (regular) {
            long ttl = Math.min(ttlMillis, MOST_MILLIS);
            long wait = ttl / 10 * 9 + ttl % 10 * 9 / 10 - jitter.upTo(ttl / 10);
            regularNanos = now + Math.max(wait, LEAST_MILLIS) * NANOS_PER_MILLI;
        }
    }

    void failed(long now) {
        retry = true;
        retryNanos = now + backoff.afterFailure() * NANOS_PER_MILLI;
        if (regular && regularNanos - now <= 0) {
            regular = false; // it was this one's turn, and the next try is the only one that is due
        }
    }

    /** Until the next refresh is due, 0 or less: it is. In nanoseconds; {@link Long#MAX_VALUE}: none is planned. */
    long leftNanos(long now) {
        long left = Long.MAX_VALUE;
        if (regular) {
            left = regularNanos - now;
        }
        if (retry) {
            left = Math.min(left, retryNanos - now);
        }
        return left;
    }
}
