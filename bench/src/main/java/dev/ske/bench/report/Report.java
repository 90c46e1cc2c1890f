package dev.ske.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All of a run.
 *
 * @param about the machine, the JDKs, the day, versions, in the order in which they are shown
 * @param rows what was measured
 * @param omissions what was not
 */
public record Report(Map<String, String> about, List<Row> rows, List<Omission> omissions) {
    /** Rows of which something is promised; those of one promise together, in the order in which the first came. */
    public List<Row> promised() {
        Map<String, List<Row>> lines = rows.stream()
                .filter(row -> row.budget().isPresent())
                .collect(Collectors.groupingBy(Report::line, LinkedHashMap::new, Collectors.toList()));
        return lines.values().stream().flatMap(List::stream).toList();
    }

    /** The others, by part and setting. */
    public Map<String, List<Row>> rest() {
        Function<Row, String> group = row -> row.part() + ", " + row.setting();
        return rows.stream()
                .filter(row -> row.budget().isEmpty())
                .collect(Collectors.groupingBy(group, LinkedHashMap::new, Collectors.toList()));
    }

    /** Whether something that should have worked did not. */
    public boolean hasFailures() {
        return omissions.stream().anyMatch(Omission::failed);
    }

    private static String line(Row row) {
        return row.part() + '\n' + row.what() + '\n' + row.against();
    }
}
