package harm;

import java.lang.instrument.Instrumentation;

/** Says which context class loader its threads have. */
public final class ContextLoader {
    public static void main(String[] args) throws InterruptedException {
        Secret.print();
        print();
        Thread thread = new Thread(ContextLoader::print);
        thread.start();
        thread.join();
    }

    private static void print() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        System.out.println((loader == ClassLoader.getSystemClassLoader()) + " "
                + (loader == null ? null : loader.getClass().getName()));
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Thread.currentThread().setContextClassLoader(null);
        }
    }

    private ContextLoader() {}
}
