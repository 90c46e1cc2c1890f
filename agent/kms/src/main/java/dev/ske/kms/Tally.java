package dev.ske.kms;

/** How often KMS was called, for the program's log. A call is counted once however often the SDK attempts it. */
final class Tally {
    private int calls;
    private int underWay;
    private int most;

    synchronized void begin() {
        calls++;
        underWay++;
        most = Math.max(most, underWay);
    }

    synchronized void end() {
        underWay--;
    }

    /** Begun so far. */
    synchronized int calls() {
        return calls;
    }

    /** The most that were under way at once. */
    synchronized int most() {
        return most;
    }
}
