package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/**
 * A plaintext that is made, or fetched, piece by piece as it is read, so that no more of it is in memory than its reader's
 * window holds. It is authentic before it can be read.
 *
 * <p>It can be read until whoever gave it gives another one, gets another key or is closed: IllegalStateException from then
 * on. Not thread-safe.
 */
public interface Plaintext extends AutoCloseable {
    /** In bytes. */
    int length();

    /**
     * Puts {@code length} bytes, from byte {@code from} of the plaintext on, at {@code at} of direct memory that the caller
     * wipes. Any piece may be read, as often as wanted; in order it is fastest.
     *
     * @throws dev.ske.agent.Failure if the bytes are to be fetched and cannot be; its message is to follow the name and place
     *     of a value and a colon
     */
    void read(int from, int length, ByteBuffer into, int at);

    /** This plaintext without its first {@code bytes} bytes. */
    default Plaintext after(int bytes) {
        return new PlaintextTail(this, bytes);
    }

    /** Wipes what the last piece left behind for the next one. */
    @Override
    default void close() {}

    /** An IllegalArgumentException for a piece that is not one of {@code total} bytes. */
    static void check(int from, int length, int total) {
        if (from < 0 || length < 0 || length > total - from) {
            throw new IllegalArgumentException(length + " bytes at " + from + " of " + total);
        }
    }
}
