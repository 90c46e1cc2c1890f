package dev.ske.bench.read;

import dev.ske.api.Secrets;
import dev.ske.bench.start.Documents;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads as a program makes them. Which agent the JVM has, and with which document, {@link Fork} says. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Reads {
    /** Bytes of the secret. */
    @Param("32")
    public int size;

    private String name = "";

    @Setup
    public void name() {
        name = Documents.name(size);
    }

    @Benchmark
    public String get() {
        return Secrets.get(name);
    }

    @Benchmark
    public int use() {
        return Secrets.use(name, value -> value.length);
    }

    @Benchmark
    public Optional<String> findMissing() {
        return Secrets.find("NOT_THERE");
    }

    /** As programs from before SKE read it. */
    @Benchmark
    public String getenv() {
        return System.getenv(name);
    }

    /** A variable that is no secret. */
    @Benchmark
    public String getenvOrdinary() {
        return System.getenv("PATH");
    }

    @Benchmark
    public String mapOrdinary() {
        return Objects.requireNonNull(System.getenv().get("PATH"));
    }

    @Benchmark
    public String mapSecret() {
        return Objects.requireNonNull(System.getenv().get(name));
    }

    /** Decrypts every secret there is. */
    @Benchmark
    public Map<String, String> mapCopy() {
        return new HashMap<>(System.getenv());
    }
}
