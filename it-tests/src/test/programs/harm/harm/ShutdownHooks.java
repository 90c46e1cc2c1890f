package harm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts the shutdown hooks that are there, and adds two that read the secret, one after the other. */
public final class ShutdownHooks {
    public static void main(String[] args) throws Exception {
        Secret.print();
        Field hooks = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
        hooks.setAccessible(true);
        System.out.println("hooks=" + ((Map<?, ?>) hooks.get(null)).size());
        Thread first = new Thread(() -> System.out.println("first " + System.getenv(Secret.NAME)));
        Thread second = new Thread(() -> {
            join(first);
            System.out.println("second");
        });
        Runtime.getRuntime().addShutdownHook(first);
        Runtime.getRuntime().addShutdownHook(second);
    }

    private static void join(Thread thread) {
        while (thread.getState() == Thread.State.NEW) {
            Thread.yield();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
        }
    }

    private ShutdownHooks() {}
}
