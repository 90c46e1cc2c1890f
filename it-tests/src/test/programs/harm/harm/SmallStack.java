package harm;

import java.lang.instrument.Instrumentation;

/** Runs on the smallest stack that the JVM gives. */
public final class SmallStack {
    public static void main(String[] args) throws InterruptedException {
        Secret.print();
        Thread thread = new Thread(Secret::print);
        thread.start();
        thread.join();
    }

    /** Calls itself a thousand times. */
    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            System.setProperty("agent.depth", String.valueOf(depth(20_000)));
        }

        private static int depth(int calls) {
            return calls == 0 ? 0 : 1 + depth(calls - 1);
        }
    }

    private SmallStack() {}
}
