package dev.ske.agent.access;

/** What time it is, so that tests need not wait. */
public interface Clock {
    /** The machine's. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }
    };

    /** For lengths of time: of no meaning by itself, and nobody sets it. */
    long nanos();

    /** For people, who may set it: milliseconds since 1970. */
    long millis();
}
