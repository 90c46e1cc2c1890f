package dev.ske.agent.access;

/** What time it is, so that tests need not wait. */
public class Clock {
    /** The machine's. */
    public static final Clock SYSTEM = new Clock();

    /** For lengths of time: of no meaning by itself, and nobody sets it. */
    public long nanos() {
        return System.nanoTime();
    }

    /** For people, who may set it: milliseconds since 1970. */
    public long millis() {
        return System.currentTimeMillis();
    }

    protected Clock() {}
}
