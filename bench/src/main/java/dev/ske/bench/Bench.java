package dev.ske.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs each setting in a fresh JVM, all of them in turn and that several times, so that what the machine does meanwhile
 * meets all alike. Each second round goes backwards.
 */
public final class Bench {
    private static final int ITERATIONS = 4;
    private static final TimeValue ITERATION = TimeValue.milliseconds(500);

    private final List<Setting> settings;
    private final String jvm;
    private final Results results = new Results();

    /** {@code AGENT BASELINE ROUNDS JAVA JSON}: two jars, a number, a java command, and the file for the results. */
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        if (arguments.length != 5) {
            throw new IllegalArgumentException("this is run by bench/run-jmh");
        }
        Path agent = Path.of(arguments[0]).toAbsolutePath();
        Path baseline = Path.of(arguments[1]).toAbsolutePath();
        Path folder = Files.createTempDirectory("ske-bench");
        try {
            Settings settings = new Settings(agent, baseline, new Documents(folder, agent));
            Bench bench = new Bench(settings.all(), arguments[3]);
            bench.run(Integer.parseInt(arguments[2]));
            bench.report(Path.of(arguments[4]));
        } finally {
            delete(folder);
        }
    }

    /** The command that starts a JVM like this one. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void run(int rounds) throws RunnerException {
        long begun = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            List<Setting> order = new ArrayList<>(settings);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Setting setting : order) {
                results.add(setting, once(setting));
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            System.err.printf("round %d of %d done after %d s%n", round + 1, rounds, seconds);
        }
    }

    /** Nanoseconds per call in one fresh JVM: the median of its iterations. */
    private double once(Setting setting) throws RunnerException {
        RunResult run = new Runner(new OptionsBuilder()
                        .include("^" + SecretReads.class.getName().replace(".", "\\.") + "\\." + setting.benchmark()
                                + "$")
                        .jvm(jvm)
                        .jvmArgs(setting.jvmOptions().toArray(String[]::new))
                        .forks(1)
                        .warmupIterations(ITERATIONS)
                        .warmupTime(ITERATION)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(ITERATION)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        return Results.median(run.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList());
    }

    private void report(Path json) throws IOException {
        System.out.print(results.table());
        Files.writeString(json, results.json(jvm));
        System.out.println("as JSON: " + json);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Bench(List<Setting> settings, String jvm) {
        this.settings = settings;
        this.jvm = jvm;
    }
}
