package dev.ske.bench.memory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several runs of one JVM showed, by kind. */
final class Figures {
    private final Map<Kind, List<Double>> all = new LinkedHashMap<>();

    /** What is counted. */
    enum Kind {
        HEAP("heap kept after start", "MB"),
        METASPACE("metaspace", "MB"),
        CLASSES("loaded classes", "classes"),
        FOREIGN("of them not the JDK's", "classes"),
        THREADS("Java threads", "threads");

        final String what;
        final String unit;

        Kind(String what, String unit) {
            this.what = what;
            this.unit = unit;
        }
    }

    void add(Kind kind, double figure) {
        all.computeIfAbsent(kind, each -> new ArrayList<>()).add(figure);
    }

    List<Double> of(Kind kind) {
        return all.getOrDefault(kind, List.of());
    }
}
