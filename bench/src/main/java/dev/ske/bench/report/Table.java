package dev.ske.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A report for people: what is promised, then all else, what is missing, and on what it was measured. */
public final class Table {
    private final boolean markdown;
    private final StringBuilder text = new StringBuilder();

    /** For a terminal. */
    public static String text(Report report) {
        return new Table(false).all(report);
    }

    /** For a page. */
    public static String markdown(Report report) {
        return new Table(true).all(report);
    }

    private String all(Report report) {
        List<Row> promised = report.promised();
        if (!promised.isEmpty()) {
            title("Budgets");
            table(Cells.PROMISED, promised.stream().map(Cells::promised).toList());
        }
        for (Map.Entry<String, List<Row>> group : report.rest().entrySet()) {
            title(group.getKey());
            table(Cells.OTHERS, group.getValue().stream().map(Cells::other).toList());
        }
        if (!report.omissions().isEmpty()) {
            title("Not measured");
            report.omissions()
                    .forEach(omission ->
                            item((omission.failed() ? "FAILED: " : "") + omission.what() + ": " + omission.reason()));
        }
        title("Measured");
        report.about().forEach((what, value) -> item(what + ": " + value));
        return text.toString();
    }

    private void title(String title) {
        if (text.length() > 0) {
            text.append('\n');
        }
        text.append(markdown ? "### " : "").append(title).append(markdown ? "\n\n" : ":\n");
    }

    private void item(String item) {
        text.append(markdown ? "- " : "  ").append(item).append('\n');
    }

    private void table(List<String> columns, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>(List.of(columns));
        if (markdown) {
            lines.add(Collections.nCopies(columns.size(), "---"));
        }
        lines.addAll(rows);
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder(markdown ? "|" : " ");
            for (int column = 0; column < line.size(); column++) {
                String cell = line.get(column);
                row.append(' ').append(cell);
                row.append(markdown ? " |" : " ".repeat(width(lines, column) - cell.length() + 1));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private Table(boolean markdown) {
        this.markdown = markdown;
    }
}
