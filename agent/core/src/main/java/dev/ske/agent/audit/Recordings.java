package dev.ske.agent.audit;

import dev.ske.agent.Code;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Tells flight recordings of what happens, where there are any. The recorder is the program's to start, or its user's: until
 * it runs, none of its classes is touched. It runs where its thread is, which all JDKs that have it start with the first
 * recording, however that was asked for, and never end.
 */
final class Recordings {
    private static final String RECORDER = "JFR Periodic Tasks";

    private volatile boolean on;
    private @Nullable FlightEvents events;
    private boolean never;

    /** Whether a recording wants to know of reads; as of the last {@link #look}. */
    boolean on() {
        return on;
    }

    /**
     * Looks whether there are recordings now.
     *
     * @return whether they have begun since the last look
     */
    synchronized boolean look() {
        boolean before = on;
        if (events == null && !never && recorderRuns()) {
            events = load();
            never = events == null;
        }
        on = events != null && events.enabled();
        return on && !before;
    }

    void read(String name, Via via, @Nullable StackTraceElement caller, @Nullable Code refused) {
        FlightEvents told = told();
        if (told != null) {
            told.read(
                    name,
                    via.shown(),
                    caller == null ? "" : caller.getClassName(),
                    caller == null ? "" : caller.getMethodName(),
                    AuditEvent.outcome(refused));
        }
    }

    void refreshed(long nanos, int changed, @Nullable Code failure) {
        FlightEvents told = told();
        if (told != null) {
            told.refreshed(nanos, changed, AuditEvent.outcome(failure));
        }
    }

    void started(int secrets, String phases, long nanos, String memory) {
        FlightEvents told = told();
        if (told != null) {
            told.started(secrets, phases, nanos, memory);
        }
    }

    private @Nullable FlightEvents told() {
        return on ? events() : null;
    }

    private synchronized @Nullable FlightEvents events() {
        return events;
    }

    private static boolean recorderRuns() {
        ThreadGroup top = Thread.currentThread().getThreadGroup();
        while (top.getParent() != null) {
            top = top.getParent();
        }
        Thread[] threads = new Thread[top.activeCount() + 16];
        int found = top.enumerate(threads, true);
        for (int i = 0; i < found; i++) {
            if (RECORDER.equals(threads[i].getName())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable FlightEvents load() {
        try {
            return Class.forName("dev.ske.agent.audit.JfrEvents")
                    .asSubclass(FlightEvents.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (InstantiationException
                | IllegalAccessException
                | InvocationTargetException
                | NoSuchMethodException
                | ClassNotFoundException
                | LinkageError another) {
            return null; // another recorder than we know, or our jar was overwritten
        }
    }
}
