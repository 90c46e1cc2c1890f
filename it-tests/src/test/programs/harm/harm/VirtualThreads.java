package harm;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.ForkJoinPool;

/** Reads the secret in a virtual thread, and names the pool that carries it. */
public final class VirtualThreads {
    public static void main(String[] args) throws Exception {
        Runnable task = () -> {
            Secret.print();
            System.out.println(
                    Thread.currentThread().toString().replaceAll("#[0-9]+", "").replaceFirst("-worker.*", ""));
        };
        ((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task)).join();
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) throws Exception {
            new ForkJoinPool(1).submit(() -> {}).get();
        }
    }

    private VirtualThreads() {}
}
