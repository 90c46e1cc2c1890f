package dev.ske.bench.read;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One benchmark in a fresh JVM.
 *
 * @param series the name of its series of times; that of its allocations is {@link #allocated}
 * @param benchmark {@code Class.method}
 * @param jdk the home of the JVM
 * @param options of the JVM: with which agent and document
 * @param parameters of the benchmark
 * @param threads that read at once; the time is that which passes for each read of all of them
 * @param iterations to warm up, and as many that count
 * @param iteration how long each takes
 */
record Fork(
        String series,
        String benchmark,
        Path jdk,
        List<String> options,
        Map<String, String> parameters,
        int threads,
        int iterations,
        TimeValue iteration)
        implements Subject {
    private static final String ALLOCATED_PER_CALL = "gc.alloc.rate.norm";

    /** The series of bytes that each call allocates. */
    static String allocated(String series) {
        return series + ", allocated";
    }

    @Override
    public String name() {
        return series;
    }

    @Override
    public boolean has(String another) {
        return another.equals(series) || another.equals(allocated(series));
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public Map<String, Double> measure() {
        ChainedOptionsBuilder run = new OptionsBuilder()
                .include("^" + (Fork.class.getPackageName() + "." + benchmark).replace(".", "\\.") + "$")
                .jvm(jdk.resolve("bin/java").toString())
                .jvmArgs(options.toArray(String[]::new))
                .threads(threads)
                .forks(1)
                .warmupIterations(iterations)
                .warmupTime(iteration)
                .measurementIterations(iterations)
                .measurementTime(iteration)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        parameters.forEach(run::param);
        RunResult result;
        try {
            result = new Runner(run.build()).runSingle();
        } catch (RunnerException e) {
            throw new IllegalStateException("the JVM failed: " + e.getMessage(), e);
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(series, result.getPrimaryResult().getStatistics().getPercentile(50) / threads);
        Result<?> bytes = result.getSecondaryResults().get(ALLOCATED_PER_CALL);
        if (bytes != null) {
            figures.put(allocated(series), bytes.getScore());
        }
        return figures;
    }
}
