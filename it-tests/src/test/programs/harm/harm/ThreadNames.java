package harm;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** Prints the names that the JDK gives: the first thread, pool and fork-join pool of the program have the first numbers. */
public final class ThreadNames {
    public static void main(String[] args) throws Exception {
        Secret.print();
        System.out.println(new Thread().getName());
        ExecutorService pool = Executors.newFixedThreadPool(1);
        System.out.println(pool.submit(() -> Thread.currentThread().getName()).get());
        pool.shutdown();
        ForkJoinPool joining = new ForkJoinPool(1);
        String worker = joining.submit(() -> Thread.currentThread().getName()).get();
        System.out.println(worker.replaceFirst("worker.*", "worker"));
        joining.shutdown();
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            new Thread();
        }
    }

    private ThreadNames() {}
}
