package harm;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.ForkJoinPool;

/** Chooses in main how parallel the JDK's common pool is, as no machine is by itself. */
public final class CommonPool {
    public static void main(String[] args) {
        Secret.print();
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "1234");
        System.out.println("parallelism=" + ForkJoinPool.commonPool().getParallelism());
    }

    static final class Harm implements Act {
        @Override
        public void begin(Instrumentation instrumentation) {
            ForkJoinPool.commonPool();
        }
    }

    private CommonPool() {}
}
