package dev.ske.agent;

import dev.ske.agent.door.Doors;
import dev.ske.agent.door.Expected;
import dev.ske.agent.door.Rest;
import dev.ske.agent.door.Served;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The start-up sequence: options, configuration, documents, keys, the sealed store, the doors. Reading and decrypting run
 * on a thread of their own while this one weaves the JDK; after the start no thread of ours is left.
 */
public final class Startup implements BiConsumer<@Nullable String, Instrumentation> {
    /** For {@code Agent}, which knows this class by its name alone. */
    public Startup() {}

    /** Before main: a failure ends the JVM, since a program without its secrets must not run. */
    @Override
    public void accept(@Nullable String text, Instrumentation instrumentation) {
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
        Opening opening = Opening.start(text, environment, instrumentation, beforeMain);
        try {
            Doors later = beforeMain ? Doors.prepareBeforeMain(environment) : null;
            if (later != null) {
                later.openBeforeMain(instrumentation, new BeforeMain(opening));
                return;
            }
            open(Doors.prepare(environment), opening, instrumentation, beforeMain);
        } catch (RuntimeException | Error failed) {
            opening.abandon();
            throw failed;
        }
    }

    private static void open(Doors doors, Opening opening, Instrumentation instrumentation, boolean beforeMain) {
        try {
            if (beforeMain) {
                doors.install(instrumentation);
                Ahead.load(); // while the other thread opens the values
            }
            Expected expected = opening.expected();
            if (expected == null) {
                doors.open(instrumentation, opening.await());
            } else {
                doors.openDeferred(instrumentation, expected, new BeforeMain(opening));
            }
        } catch (RuntimeException | Error failed) {
            doors.withdraw(instrumentation);
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
        public @Nullable Expected expected() {
            return opening.expected();
        }

        @Override
        public Served open() {
            if (opening.expected() != null) {
                opening.endWithJvm();
            }
            return opening.await();
        }

        @Override
        public boolean isDoneHere() {
            return opening.runsHere();
        }

        @Override
        public Failure fail(Throwable failed) {
            if (opening.expected() != null) {
                return LateFailure.end(opening, failure(failed));
            }
            opening.abandon();
            Failure failure = failure(failed);
            new Halt(report(failure)).run();
            return failure;
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
}
