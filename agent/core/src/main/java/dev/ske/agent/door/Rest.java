package dev.ske.agent.door;

/** What of a start is left for the time between premain and main. */
public interface Rest {
    /** Waits for what is served. */
    Served open();

    /** Whether it is this thread that is waited for, and so must not wait itself. */
    boolean isDoneHere();

    /** Ends the JVM: the program must not run. */
    void fail(Throwable failure);
}
