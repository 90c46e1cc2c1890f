package harm;

import java.lang.instrument.Instrumentation;

/** A thread, and then main, end by an exception; so does a look-up of null. */
public final class UncaughtException {
    public static void main(String[] args) throws InterruptedException {
        Secret.print();
        Thread thread = new Thread(() -> System.getenv(null));
        thread.start();
        thread.join();
        throw new IllegalStateException("on purpose", new Exception("the cause"));
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> System.err.println("agent: " + exception));
        }
    }

    private UncaughtException() {}
}
