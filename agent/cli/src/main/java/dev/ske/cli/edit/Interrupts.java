package dev.ske.cli.edit;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets Ctrl-C pass while the editor is open, which gets it from the terminal, too. It is handled and not ignored, since what a
 * process ignores its children ignore. By reflection: the compiler knows no signals for Java 8.
 */
final class Interrupts implements AutoCloseable {
    private final AtomicBoolean came = new AtomicBoolean();
    private @Nullable Object before;

    /** Until this is closed. Where signals are not ours to handle, nothing changes. */
    static Interrupts ignore() {
        Interrupts interrupts = new Interrupts();
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            interrupts.before = handle(Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        interrupts.came.set(true);
                        return null;
                    }));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notOurs) {
            interrupts.before = null;
        }
        return interrupts;
    }

    private static Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
    }

    /** Whether there was one. */
    boolean any() {
        return came.get();
    }

    @Override
    public void close() {
        try {
            if (before != null) {
                handle(before);
            }
        } catch (ReflectiveOperationException | RuntimeException cannotHappen) {
            // it could be set before
        }
    }

    private Interrupts() {}
}
