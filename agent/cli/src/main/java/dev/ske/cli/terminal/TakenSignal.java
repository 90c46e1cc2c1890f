package dev.ske.cli.terminal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A signal that does to this process what we say and nothing else. The JDK's own handling of signals is reached by reflection:
 * it is in no release's official API, the compiler knows none for Java 8, and small runtimes are without it.
 */
public final class TakenSignal {
    private final String name;
    private final Object before;

    private TakenSignal(String name, Object before) {
        this.name = name;
        this.before = before;
    }

    /**
     * Takes a signal.
     *
     * @param name without {@code SIG}
     * @param work done in a thread of the JVM's each time that it comes
     * @return null if it is not ours to take: it does what it did
     */
    public static @Nullable TakenSignal of(String name, Runnable work) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle":
                                work.run();
                                return null;
                            case "equals":
                                return proxy == arguments[0];
                            case "hashCode":
                                return name.hashCode();
                            default:
                                return name;
                        }
                    });
            return new TakenSignal(name, handle(name, ours));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notOurs) {
            return null;
        }
    }

    /** What handled it before. */
    private static Object handle(String name, Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Method handle = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    }

    /** Whether it was ignored before, as under nohup. */
    public boolean wasIgnored() {
        try {
            return Class.forName("sun.misc.SignalHandler")
                    .getField("SIG_IGN")
                    .get(null)
                    .equals(before);
        } catch (ReflectiveOperationException cannotHappen) {
            return false;
        }
    }

    /** From now on it does again what it did. */
    public void giveBack() {
        try {
            handle(name, before);
        } catch (ReflectiveOperationException | RuntimeException cannotHappen) {
            // it could be set before
        }
    }
}
