package dev.ske.agent;

import dev.ske.agent.refresh.Joining;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Ends our work when the JVM exits, after the program's own shutdown hooks, which may still read secrets: hooks of {@code
 * Runtime.addShutdownHook} run side by side, those of the JDK itself one after the other and then.
 */
final class LateHook implements Runnable {
    /** How long an exit waits for us at most: a reader that a debugger holds must not hang it. */
    private static final long MOST_MILLIS = 2000;

    private final Runnable end;

    private LateHook(Runnable end) {
        this.end = end;
    }

    /** Has what is served destroyed then. */
    static void add(Opened end, @Nullable Instrumentation instrumentation) {
        add(new Wipe(end), instrumentation);
    }

    /**
     * Has it done then; where that cannot be had the exit does without.
     *
     * @param instrumentation null outside of an agent
     */
    static void add(Runnable end, @Nullable Instrumentation instrumentation) {
        if (instrumentation == null) {
            return;
        }
        String why;
        try {
            why = hooks().add(new LateHook(end), instrumentation) ? null : "all places are taken";
        } catch (Exception | LinkageError | AssertionError refused) {
            why = refused.getClass().getName();
        }
        if (why != null) {
            Log.debug("nothing is wiped when the JVM exits: the JDK takes no late shutdown hook (" + why + ")");
        }
    }

    private static LateHooks hooks() throws ReflectiveOperationException {
        if (System.getProperty("java.specification.version", "").startsWith("1.")) {
            return new Java8LateHooks();
        }
        return Class.forName("dev.ske.agent.Java9LateHooks")
                .asSubclass(LateHooks.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    /** On a thread of its own, for it may have to wait. */
    @Override
    public void run() {
        try {
            Thread thread = new Thread(end, "ske-end");
            thread.setDaemon(true);
            thread.start();
            Joining.join(thread, MOST_MILLIS);
        } catch (Throwable noThread) { // the machine has none to spare
            end.run();
        }
    }

    private static final class Wipe implements Runnable {
        private final Opened end;

        Wipe(Opened end) {
            this.end = end;
        }

        @Override
        public void run() {
            end.destroy();
        }
    }
}
