package dev.ske.kms;

import dev.ske.agent.helper.Attempt;

/** One key's turn at one request: an attempt that is made. Times are of {@link System#nanoTime}. Guarded by {@link Calls}. */
final class Turn {
    private final Request request;
    private final Attempt attempt;
    private final long budget;
    private final long asked;
    private long begun;
    private boolean underWay;
    private boolean ended;

    /** {@code budget}: nanoseconds that the call may take once it began, and that the key may be silent before. */
    Turn(Request request, Attempt attempt, long asked, long budget) {
        this.request = request;
        this.attempt = attempt;
        this.asked = asked;
        this.budget = budget;
    }

    Request request() {
        return request;
    }

    Attempt attempt() {
        return attempt;
    }

    void begin(long now) {
        begun = now;
        underWay = true;
    }

    /** Whether it was given up, or answered. What it still brings may open its request, but no longer refuse it. */
    boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
        request.end();
    }

    /** When it is given up, unless its key, which was last heard of at {@code heard}, answers something before. */
    long expires(long heard) {
        return (underWay ? begun : later(asked, heard)) + budget;
    }

    private static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
