package dev.ske.agent.refresh;

/** How long to wait after refreshes that failed: 1, 2, 4 ... at most 60 seconds, less up to a fifth. Not thread-safe. */
final class Backoff {
    private static final long FIRST_MILLIS = 1_000;
    private static final long MOST_MILLIS = 60_000;

    private final Jitter jitter;
    private int failures;

    Backoff(Jitter jitter) {
        this.jitter = jitter;
    }

    /** Counts a failure; in milliseconds. */
    long afterFailure() {
        long whole = Math.min(MOST_MILLIS, FIRST_MILLIS << failures);
        failures = Math.min(failures + 1, 16); // far beyond the most
        return whole - jitter.upTo(whole / 5);
    }

    void reset() {
        failures = 0;
    }
}
