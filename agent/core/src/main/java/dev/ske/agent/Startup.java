package dev.ske.agent;

import dev.ske.agent.config.Options;
import dev.ske.agent.door.Doors;
import dev.ske.agent.door.Rest;
import dev.ske.agent.door.Served;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The start-up sequence: options, configuration, documents, keys, the sealed store, the doors. Reading and decrypting run
 * on a thread of their own while this one computes what is woven into the JDK; after the start no thread of ours is left.
 */
public final class Startup {
    /** Before main: a failure ends the JVM, since a program without its secrets must not run. */
    public static void premain(@Nullable String text, Instrumentation instrumentation) {
        try {
            start(text, instrumentation, true);
        } catch (RuntimeException | Error failed) {
            int exit = report(failed);
            if (!Doors.endBeforeMain(instrumentation, new Halt(exit))) {
                new Halt(exit).run();
            }
        }
    }

    /** In a running program: a failure leaves everything as it was, and only who attached gets the exception. */
    public static void agentmain(@Nullable String text, Instrumentation instrumentation) {
        try {
            start(text, instrumentation, false);
        } catch (RuntimeException | Error failed) {
            Failure failure = failure(failed);
            Log.failure(failure);
            // the JVM prints what an agent throws, and our frames tell nobody anything
            failure.setStackTrace(new StackTraceElement[0]);
            throw failure;
        }
    }

    private static void start(@Nullable String text, Instrumentation instrumentation, boolean beforeMain) {
        if (Doors.taken()) {
            Log.warn("an agent of SKE serves this JVM already: this one does nothing");
            return;
        }
        Map<String, String> environment = System.getenv();
        Opening opening = Opening.start(Options.parse(text, environment), environment, instrumentation);
        try {
            Doors later = beforeMain ? Doors.prepareBeforeMain(environment) : null;
            if (later != null) {
                later.openBeforeMain(instrumentation, new BeforeMain(opening));
                return;
            }
            Doors doors = Doors.prepare(environment);
            doors.open(instrumentation, opening.await());
        } catch (RuntimeException | Error failed) {
            opening.abandon();
            throw failed;
        }
    }

    /** The rest of the start where it is not over with premain. */
    private static final class BeforeMain implements Rest {
        private final Opening opening;

        BeforeMain(Opening opening) {
            this.opening = opening;
        }

        @Override
        public Served open() {
            return opening.await();
        }

        @Override
        public boolean isDoneHere() {
            return opening.runsHere();
        }

        @Override
        public void fail(Throwable failure) {
            opening.abandon();
            new Halt(report(failure)).run();
        }
    }

    /** Ends the JVM at once: {@code Runtime.exit} would run shutdown hooks and initialise logging. */
    private static final class Halt implements Runnable {
        private final int exit;

        Halt(int exit) {
            this.exit = exit;
        }

        @Override
        public void run() {
            Runtime.getRuntime().halt(exit);
        }
    }

    /** The two lines; returns the exit status. */
    private static int report(Throwable failed) {
        Failure failure = failure(failed);
        Log.failure(failure);
        System.out.flush();
        System.err.flush();
        return failure.code().exit();
    }

    private static Failure failure(Throwable failed) {
        return failed instanceof Failure ? (Failure) failed : bug(failed);
    }

    private static Failure bug(Throwable bug) {
        if (bug instanceof OutOfMemoryError) {
            return new Failure(
                    Code.INTERNAL,
                    "the heap or the machine's memory does not hold the documents",
                    "raise -Xmx, or split them");
        }
        Log.trace(bug);
        StackTraceElement[] trace = bug.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new Failure(
                Code.INTERNAL,
                "the agent failed: " + bug.getClass().getName() + where,
                "this is a bug of SKE; log=debug prints where it happened");
    }

    private Startup() {}
}
