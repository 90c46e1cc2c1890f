package dev.ske.agent.store;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/** Links a native library to {@link NativeMemory} where {@code System.load} would warn, or be forbidden. */
interface NativeLink {
    /**
     * Binds its methods.
     *
     * @throws LinkageError if the system refuses the file
     */
    void load(String file, Instrumentation instrumentation) throws IOException, ReflectiveOperationException;
}
