package dev.ske.it.leak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was found where, on which JDK. Several JVMs may add to one cell: what one of them shows is shown. */
final class Matrix {
    /** What a cell says of a JDK. */
    enum Finding {
        NOTHING("0"),
        FOUND("found"),
        NOT_SCANNED("not scanned");

        private final String text;

        Finding(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        /** In a table, where what was found must meet the eye. */
        String shown() {
            return this == FOUND ? "**" + text + "**" : text;
        }
    }

    private final Map<Cell, TreeMap<Integer, Finding>> cells = new LinkedHashMap<>();
    private final Map<MemoryKind, TreeSet<Integer>> jdks = new EnumMap<>(MemoryKind.class);
    private final SortedMap<String, SortedSet<Integer>> skipped = new TreeMap<>();

    /** Takes a cell's finding on a JDK. */
    void add(Cell cell, int jdk, Finding finding) {
        jdks.computeIfAbsent(cell.kind(), kind -> new TreeSet<>()).add(jdk);
        cells.computeIfAbsent(cell, one -> new TreeMap<>())
                .merge(jdk, finding, (one, other) -> one == Finding.FOUND ? one : other);
    }

    /** Takes a place that could not be searched, and why. */
    void skip(MemoryKind kind, String place, int jdk, String why) {
        for (Column column : Column.values()) {
            add(new Cell(kind, place, column), jdk, Finding.NOT_SCANNED);
        }
        note(place, jdk, why);
    }

    /** Takes a cell that no search could fill, and why. */
    void skip(Cell cell, int jdk, String why) {
        add(cell, jdk, Finding.NOT_SCANNED);
        note(cell.place() + ", " + cell.column().title(), jdk, why);
    }

    private void note(String place, int jdk, String why) {
        skipped.computeIfAbsent(place + " | " + why, one -> new TreeSet<>()).add(jdk);
    }

    List<MemoryKind> kinds() {
        return new ArrayList<>(jdks.keySet());
    }

    SortedSet<Integer> jdks(MemoryKind kind) {
        return jdks.getOrDefault(kind, new TreeSet<>());
    }

    /** All places that a cell of this kind of memory is about. */
    List<String> places(MemoryKind kind) {
        return cells.keySet().stream()
                .filter(cell -> cell.kind() == kind)
                .map(Cell::place)
                .distinct()
                .toList();
    }

    /** Per JDK; empty for a cell that nobody has looked at. */
    Map<Integer, Finding> findings(Cell cell) {
        return cells.getOrDefault(cell, new TreeMap<>());
    }

    /** JDKs per place and reason. */
    SortedMap<String, SortedSet<Integer>> skipped() {
        return skipped;
    }
}
