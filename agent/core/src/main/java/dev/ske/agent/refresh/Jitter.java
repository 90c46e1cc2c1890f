package dev.ske.agent.refresh;

/**
 * Spreads over time what many machines would otherwise do at once. No randomness of the JDK's, which a program may want to
 * set up itself; nothing secret depends on this one. Not thread-safe.
 */
final class Jitter {
    private long state;

    Jitter(long seed) {
        state = seed == 0 ? 1 : seed;
    }

    /** From 0 to {@code most}, both included; xorshift64 of G. Marsaglia, 2003. */
    long upTo(long most) {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (state >>> 1) % (most + 1);
    }
}
