package dev.ske.bench.read;

import dev.ske.api.Secrets;
import dev.ske.bench.start.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Reads on virtual threads, whose start and end are a part of what is measured. JMH's own virtual threads never leave their
 * carriers while they measure, so that no more of them than processors would read at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VirtualReads {
    /** All threads together. */
    static final int READS = 8000;

    /** Bytes of the secret. */
    @Param("32")
    public int size;

    /** How many threads; a divisor of {@link #READS}. */
    @Param("1000")
    public int readers;

    private String name = "";
    private ThreadFactory factory = Thread::new;

    /** By reflection: this is compiled for 17, and runs on 21 and newer. */
    @Setup
    public void prepare() throws ReflectiveOperationException {
        name = Documents.name(size);
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        factory = (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    @Benchmark
    @OperationsPerInvocation(READS)
    public List<Thread> get() throws InterruptedException {
        List<Thread> threads = new ArrayList<>(readers);
        for (int i = 0; i < readers; i++) {
            Thread thread = factory.newThread(this::read);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return threads;
    }

    private void read() {
        int sum = 0;
        for (int i = 0; i < READS / readers; i++) {
            sum += Secrets.get(name).length();
        }
        if (sum != size * (READS / readers)) {
            throw new IllegalStateException("wrong values");
        }
    }
}
