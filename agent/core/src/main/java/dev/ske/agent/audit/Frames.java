package dev.ske.agent.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks the stack of the current thread, newest frame first, past what has no name. Thread-safe. */
interface Frames {
    /** The newest frame that {@linkplain Callers#isProgram is the program's}; null: there is none. */
    @Nullable
    StackTraceElement caller();

    /** The classes of all frames. */
    List<String> classes();
}
