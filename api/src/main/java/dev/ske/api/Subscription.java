package dev.ske.api;

/** A listener that {@link Secrets#onChange} has put in place, until it is closed. */
public interface Subscription extends AutoCloseable {
    /**
     * Takes the listener away. A call of it that has begun may still go on, and no further one begins. Closing again does
     * nothing.
     */
    @Override
    void close();
}
