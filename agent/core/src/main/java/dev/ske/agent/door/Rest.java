package dev.ske.agent.door;

import dev.ske.agent.Failure;
import org.jspecify.annotations.Nullable;

/** What of a start is left for the time between premain and main. */
public interface Rest {
    /** Waits until it is known whether the start is deferred, and for what can be known before the values are open; null: it is not. */
    @Nullable
    Expected expected();

    /** Waits for what is served. */
    Served open();

    /** Whether it is this thread that is waited for, and so must not wait itself. */
    boolean isDoneHere();

    /** Ends the JVM: the program must not run. Returns why, where it is ending already or lets nobody end it. */
    Failure fail(Throwable failure);
}
