package dev.ske.bench;

import dev.ske.api.Secrets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Reads as a program makes them. Which agent the JVM has, and with which document, {@link Setting} says. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SecretReads {
    /** A secret of 32 bytes through the API. */
    @Benchmark
    public String get() {
        return Secrets.get(Documents.NAME);
    }

    /** The same secret as programs from before SKE read it. */
    @Benchmark
    public String getenv() {
        return System.getenv(Documents.NAME);
    }

    /** A variable that is no secret. */
    @Benchmark
    public String getenvPath() {
        return System.getenv("PATH");
    }
}
