package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.Version;
import dev.ske.boot.Bridge;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers the bridge while the program runs and its secrets are not open yet ({@code start: deferred}). What needs no value is
 * answered at once; everything else waits, parked, so that a virtual thread gives its carrier away meanwhile. Whoever waits
 * needs no permissions, for another thread does the work.
 */
final class Deferred implements BiFunction<Integer, Object[], @Nullable Object>, Runnable {
    private final Expected expected;
    private final Map<String, String> real;
    private final Rest rest;
    private final Instrumentation instrumentation;
    private final DeferredEnvironment environment;
    private final CountDownLatch over = new CountDownLatch(1);

    /** A name that nobody else can ask for: it is told by its identity. */
    private final String probe = new String("SKE_DEFERRED");

    private volatile @Nullable Thread finishing;
    private volatile @Nullable BiFunction<Integer, Object[], @Nullable Object> door;
    private volatile boolean ready;
    private volatile @Nullable Failure failed;

    Deferred(Expected expected, Map<String, String> real, Rest rest, Instrumentation instrumentation) {
        this.expected = expected;
        this.real = real;
        this.rest = rest;
        this.instrumentation = instrumentation;
        environment = new DeferredEnvironment(expected, real, this);
    }

    /**
     * Has the start finished on a thread of its own, once this answers the bridge.
     *
     * @throws Failure INTERNAL if the woven door does not ask
     */
    @SuppressWarnings("ReferenceEquality")
    void begin() {
        if (System.getenv(probe) != probe) {
            throw Doors.silent();
        }
        Thread thread = new Thread(this, "ske-deferred");
        thread.setDaemon(true);
        begin(thread);
    }

    /** {@code thread}: runs this, and is not started; what is logged is held until it is done. */
    void begin(Thread thread) {
        finishing = thread;
        boolean begun = false;
        Log.hold(); // before it begins, or its release could come first
        try {
            thread.start();
            begun = true;
        } finally {
            if (!begun) {
                Log.release(); // the system has no thread for us, so nobody else does it
            }
        }
    }

    /** The whole self-test is made here, on this thread, before anybody else goes on. */
    @Override
    public void run() {
        try {
            Served served = rest.open();
            BiFunction<Integer, Object[], @Nullable Object> opened = Doors.door(served, real, environment);
            door = opened;
            Doors.publish(served, real, instrumentation);
            ready = true;
            Bridge.replace(this, opened);
        } catch (Throwable failure) {
            failed = rest.fail(failure);
        } finally {
            try {
                if (!ready && failed == null) {
                    failed = new Failure(Code.INTERNAL, "the start was broken off");
                }
            } finally {
                over.countDown();
            }
        }
        Log.release();
    }

    @Override
    public @Nullable Object apply(Integer operation, Object[] arguments) {
        BiFunction<Integer, Object[], @Nullable Object> opened = isReadyHere() ? door : null;
        if (opened != null) {
            return opened.apply(operation, arguments);
        }
        switch (operation) {
            case Operation.VERSION:
                return Version.current();
            case Operation.MAIN:
                return null;
            case Operation.ENVIRONMENT:
                return environment.shown();
            case Operation.GETENV:
                return getenv((String) arguments[0], arguments);
            case Operation.CHILD:
                return child(arguments);
            case Operation.PROPERTY:
            case Operation.HAS_PROPERTY:
                return property(operation, arguments);
            default:
                return answer(operation, arguments);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private @Nullable Object getenv(String name, Object[] arguments) {
        if (name == probe) {
            return probe;
        }
        try {
            return expected.awaits(name)
                    ? answer(Operation.GETENV, arguments)
                    : expected.answer(name, (String) arguments[1]);
        } catch (RuntimeException | LinkageError | StackOverflowError unreadable) {
            return null; // what is woven into the JDK never throws
        }
    }

    /** Nobody has had a value yet that could have been copied into the child's environment. */
    private @Nullable Object child(Object[] arguments) {
        try {
            return expected.isForChildren() ? answer(Operation.CHILD, arguments) : null;
        } catch (RuntimeException | LinkageError | StackOverflowError unready) {
            return null;
        }
    }

    private @Nullable Object property(int operation, Object[] arguments) {
        Expected properties = expected.properties();
        String name = (String) arguments[1];
        try {
            if (properties == null || !PropertyAnswers.isAskedOf(arguments[0], name)) {
                return null;
            }
            if (properties.awaits(name)) {
                return answer(operation, arguments);
            }
            String known = properties.answer(name, null);
            return operation == Operation.PROPERTY || known == null ? known : true;
        } catch (RuntimeException | LinkageError | StackOverflowError unreadable) {
            return null;
        }
    }

    private @Nullable Object answer(Integer operation, Object[] arguments) {
        if (isOurs()) {
            return Waiting.unanswered(operation, arguments);
        }
        await();
        BiFunction<Integer, Object[], @Nullable Object> opened = door;
        Failure why = failed;
        if (why == null && opened != null) {
            return opened.apply(operation, arguments);
        }
        return why == null || operation < Operation.VERSION ? null : Door.refused(why);
    }

    /** Whether the values are there, for the thread that asks. */
    boolean isReadyHere() {
        return ready || (door != null && Thread.currentThread() == finishing);
    }

    /** Whether this thread is what is waited for, so that it must not wait: something that it calls reads a variable. */
    boolean isOurs() {
        return rest.isDoneHere() || Thread.currentThread() == finishing;
    }

    /** Waits until the values are there, which is returned, or never will be. Who is interrupted meanwhile waits on, and is so afterwards. */
    boolean await() {
        boolean interrupted = false;
        while (true) {
            try {
                over.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ready;
    }
}
