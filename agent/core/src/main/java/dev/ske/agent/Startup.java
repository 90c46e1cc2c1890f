package dev.ske.agent;

import dev.ske.agent.config.Options;
import dev.ske.agent.door.Doors;
import dev.ske.agent.door.Info;
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
            start(text, instrumentation);
        } catch (Failure failure) {
            halt(failure);
        } catch (RuntimeException | Error bug) {
            halt(bug(bug));
        }
    }

    /** In a running program: a failure leaves everything as it was, and only who attached gets the exception. */
    public static void agentmain(@Nullable String text, Instrumentation instrumentation) {
        try {
            start(text, instrumentation);
        } catch (Failure failure) {
            Log.failure(failure);
            throw failure;
        } catch (RuntimeException | Error bug) {
            Failure failure = bug(bug);
            Log.failure(failure);
            throw failure;
        }
    }

    private static void start(@Nullable String text, Instrumentation instrumentation) {
        if (Doors.taken()) {
            Log.warn("an agent of SKE serves this JVM already: this one does nothing");
            return;
        }
        Map<String, String> environment = System.getenv();
        Options options = Options.parse(text, environment);
        Opening opening = Opening.start(options, environment);
        Opened opened;
        try {
            Doors doors = new Doors();
            opened = opening.await();
            doors.open(instrumentation, opened.store(), environment, opened.config(), new Info(opened.sources()));
        } catch (RuntimeException | Error failed) {
            opening.abandon();
            throw failed;
        }
        opened.report();
    }

    /** {@code Runtime.exit} would run shutdown hooks and initialise logging. */
    private static void halt(Failure failure) {
        Log.failure(failure);
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(failure.code().exit());
    }

    private static Failure bug(Throwable bug) {
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
