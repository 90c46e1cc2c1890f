package dev.ske.bench.read;

import dev.ske.bench.read.ReadsPart.Length;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has benchmarks take their turns in JVMs of one JDK. */
final class Forks {
    private static final int FIRST_THAT_WARNS_OF_UNSAFE = 24;

    private final int feature;
    private final Path jdk;
    private final Length length;
    private final Turns turns;
    private final Set<String> known = new HashSet<>();

    Forks(int feature, Path jdk, Length length, Turns turns) {
        this.feature = feature;
        this.jdk = jdk;
        this.length = length;
        this.turns = turns;
    }

    String setting() {
        return "JDK " + feature;
    }

    /** The name of the series of {@code what}. */
    String series(String what) {
        return setting() + ": " + what;
    }

    /** A benchmark on one thread. */
    String add(String what, String benchmark, List<String> options, Map<String, String> parameters) {
        return add(what, benchmark, options, parameters, 1);
    }

    /** Returns the name of its series, which is measured once however often it is asked for. */
    String add(String what, String benchmark, List<String> options, Map<String, String> parameters, int threads) {
        String series = series(what);
        if (known.add(series)) {
            List<String> all = new ArrayList<>(options);
            if (feature >= FIRST_THAT_WARNS_OF_UNSAFE) {
                all.add("--sun-misc-unsafe-memory-access=allow"); // JMH's
            }
            turns.add(new Fork(
                    series, benchmark, jdk, all, parameters, threads, length.iterations(), length.iteration()));
        }
        return series;
    }
}
