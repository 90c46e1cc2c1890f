package dev.ske.agent.door;

import dev.ske.agent.Version;
import dev.ske.boot.Bridge;
import java.lang.instrument.Instrumentation;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers the bridge between premain and main on JDK 8, whose compilers start only after premain: there the values are
 * opened while the JVM goes on starting, and whoever comes first, the launcher before it looks for main or a reader in
 * another agent's premain, waits here until all are open, or of a deferred start until it is known what waits.
 */
final class Waiting implements BiFunction<Integer, Object[], @Nullable Object> {
    private final Map<String, String> real;
    private final Rest rest;
    private final Instrumentation instrumentation;
    private boolean finishing;
    private @Nullable BiFunction<Integer, Object[], @Nullable Object> answering;

    Waiting(Map<String, String> real, Rest rest, Instrumentation instrumentation) {
        this.real = real;
        this.rest = rest;
        this.instrumentation = instrumentation;
    }

    @Override
    public @Nullable Object apply(Integer operation, Object[] arguments) {
        if (operation == Operation.VERSION) {
            return Version.current();
        }
        BiFunction<Integer, Object[], @Nullable Object> answer = rest.isDoneHere() ? null : answering();
        return answer == null ? unanswered(operation, arguments) : answer.apply(operation, arguments);
    }

    /** Null for a thread that is at it: another agent's transformer, shown a class of ours, may read a variable. */
    private synchronized @Nullable BiFunction<Integer, Object[], @Nullable Object> answering() {
        if (answering == null && !finishing) {
            finishing = true;
            try {
                finish();
            } catch (RuntimeException | Error failed) {
                rest.fail(failed);
                throw failed;
            }
        }
        return answering;
    }

    /** Whoever comes first may have fewer permissions than the start needs. */
    private void finish() {
        if (System.getSecurityManager() == null) {
            finishPrivileged();
        } else {
            AccessController.doPrivileged((PrivilegedAction<@Nullable Void>) () -> {
                finishPrivileged();
                return null;
            });
        }
    }

    /** The self-test asks on this thread and is answered; all others wait until the names are served. */
    private void finishPrivileged() {
        Expected expected = rest.expected();
        if (expected != null) {
            Deferred deferred = new Deferred(expected, real, rest, instrumentation);
            answering = deferred;
            Bridge.replace(this, deferred);
            deferred.begin();
            return;
        }
        Served served = rest.open();
        BiFunction<Integer, Object[], @Nullable Object> door = Doors.door(served, real);
        answering = door;
        Doors.publish(served, real, instrumentation);
        Bridge.replace(this, door);
    }

    /** What the JDK would have answered: its own answer is the last argument. */
    static @Nullable Object unanswered(int operation, Object[] arguments) {
        boolean getenv = operation == Operation.GETENV || operation == Operation.ENVIRONMENT;
        return getenv ? arguments[arguments.length - 1] : null;
    }
}
