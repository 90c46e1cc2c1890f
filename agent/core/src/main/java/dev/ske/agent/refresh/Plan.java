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

    /** What failed is not asked for more often than that, however short the time to live. */
    private static final long LEAST_AFTER_FAILURE_MILLIS = 1_000;

    /** A longer one would not fit into nanoseconds: ten years. */
    private static final long MOST_MILLIS = 3_650L * 86_400_000;

    private final Jitter jitter;
    private final Backoff backoff;
    private boolean regular;
    private long ttlMillis;
    private long regularNanos;
    private boolean retry;
    private long retryNanos;

    Plan(Jitter jitter) {
        this.jitter = jitter;
        this.backoff = new Backoff(jitter);
    }

    /** {@code shortestMillis}: the shortest time to live of those to be renewed; {@link ReadRule#NEVER}: none is. */
    void succeeded(long now, long shortestMillis) {
        backoff.reset();
        retry = false;
        regular = shortestMillis != ReadRule.NEVER;
        if (regular) {
            ttlMillis = Math.min(shortestMillis, MOST_MILLIS);
            regularNanos = now + Math.max(ahead(), LEAST_MILLIS) * NANOS_PER_MILLI;
        }
    }

    /**
     * The pauses become longer, but never longer than between refreshes that succeed: who wants a value of seconds gets it.
     *
     * @param lastMillis until the last values are too old to be served; {@link ReadRule#NEVER}: they will not be, or are
     */
    void failed(long now, long lastMillis) {
        retry = true;
        retryNanos = now + Math.min(backoff.afterFailure(), lastMillis) * NANOS_PER_MILLI;
        if (regular && regularNanos - now <= 0) {
            regularNanos = now + Math.max(ahead(), LEAST_AFTER_FAILURE_MILLIS) * NANOS_PER_MILLI;
        }
    }

    private long ahead() {
        return ttlMillis / 10 * 9 + ttlMillis % 10 * 9 / 10 - jitter.upTo(ttlMillis / 10);
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
