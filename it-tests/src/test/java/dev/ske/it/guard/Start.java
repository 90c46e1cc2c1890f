package dev.ske.it.guard;

import dev.ske.it.Jdk;
import dev.ske.it.Launch;
import dev.ske.it.Programs;
import dev.ske.it.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One start, up to main.
 *
 * @param classes that were loaded
 * @param bytes that the heap has
 */
record Start(List<String> classes, long bytes) {
    private static final String MAIN = "probe.AtMain";

    /**
     * What makes the bytes the same each time, to less than a tenth of a percent: each object is allocated by itself, in a heap
     * that is not collected, and no compiler leaves any out.
     */
    private static final List<String> COUNTED = List.of(
            "-Xint", "-XX:+UseSerialGC", "-Xms128m", "-Xmn96m", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:-UseTLAB");

    /** The JVM and the JDK, as they name themselves. */
    static String build(Jdk jdk) {
        return jdk.java("-cp", Programs.plainJar().toString(), MAIN).run().value("build");
    }

    /** {@code folder}: for the JVM's log. */
    static Start of(Jdk jdk, String agent, Map<String, String> environment, Path folder) {
        Path log = folder.resolve("classes.log");
        Launch launch = jdk.java(COUNTED.toArray(String[]::new))
                .with(
                        jdk.feature() == 8 ? "-verbose:class" : "-Xlog:class+load:file=" + log + ":none:filecount=0",
                        agent)
                .with("-cp", Programs.plainJar().toString(), MAIN)
                .env(environment);
        Run run = launch.run();
        if (run.exit() != 0 || !run.stderr().isEmpty()) {
            throw new AssertionError("the start failed\n" + (jdk.feature() == 8 ? run.stderr() : run.toString()));
        }
        List<String> lines = jdk.feature() == 8 ? run.lines() : read(log);
        return new Start(LoadedClasses.before(MAIN, lines), Long.parseLong(run.value("bytes")));
    }

    private static List<String> read(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
