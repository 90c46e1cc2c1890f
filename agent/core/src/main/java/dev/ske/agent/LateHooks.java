package dev.ske.agent;

import java.lang.instrument.Instrumentation;

/** Registers what runs when the JVM exits, after all shutdown hooks of the program. */
interface LateHooks {
    /** The JDK's own take 0 (console), 1 (the program's hooks) and 2 (files to be deleted), and run in this order. */
    int FIRST = 3;

    int LAST = 9;

    /** Registers it in the first free place; false: there is none. */
    boolean add(Runnable hook, Instrumentation instrumentation) throws Exception;
}
