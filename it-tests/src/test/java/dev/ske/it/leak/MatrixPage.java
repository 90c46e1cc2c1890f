package dev.ske.it.leak;

import dev.ske.it.leak.Matrix.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The matrix as a page of documentation: written from what was measured, and read again to be held against it. */
final class MatrixPage {
    private static final String HEADLINE = "## Memory: ";
    private static final String JDKS = "Searched on JDK ";
    private static final Pattern JDK_LINE = Pattern.compile(Pattern.quote(JDKS) + "([0-9, ]+)\\.");

    private final Matrix claims = new Matrix();
    private final List<String> unknown = new ArrayList<>();

    static String of(Matrix matrix, List<String> places) {
        StringBuilder page = new StringBuilder(PageText.HEAD);
        for (MemoryKind kind : matrix.kinds()) {
            page.append('\n').append(HEADLINE).append(kind.title()).append("\n\n");
            page.append(PageText.of(kind)).append('\n');
            page.append(JDKS).append(list(matrix.jdks(kind))).append(".\n\n");
            page.append("| place |");
            for (Column column : Column.values()) {
                page.append(' ').append(column.title()).append(" |");
            }
            page.append("\n|---").append("|---".repeat(Column.values().length)).append("|\n");
            for (String place : places) {
                page.append("| ").append(place).append(" |");
                for (Column column : Column.values()) {
                    page.append(' ')
                            .append(text(matrix.findings(new Cell(kind, place, column))))
                            .append(" |");
                }
                page.append('\n');
            }
        }
        if (!matrix.skipped().isEmpty()) {
            page.append("\n## What was not searched\n\n| place | why | JDK |\n|---|---|---|\n");
            matrix.skipped()
                    .forEach((what, jdks) -> page.append("| ")
                            .append(what)
                            .append(" | ")
                            .append(list(jdks))
                            .append(" |\n"));
        }
        return page.toString();
    }

    /** Reads a page that {@link #of} has written. */
    static MatrixPage read(String text) {
        MatrixPage page = new MatrixPage();
        MemoryKind kind = null;
        List<Integer> jdks = List.of();
        List<Column> columns = List.of();
        for (String line : text.lines().toList()) {
            Matcher found = JDK_LINE.matcher(line);
            if (line.startsWith("## ")) {
                kind = line.startsWith(HEADLINE) ? page.kind(line.substring(HEADLINE.length())) : null;
            } else if (found.matches()) {
                jdks = Arrays.stream(found.group(1).split(", ", -1))
                        .map(Integer::valueOf)
                        .toList();
            } else if (kind != null && line.startsWith("| place |")) {
                columns = page.columns(cells(line));
            } else if (kind != null && line.startsWith("| ")) {
                List<String> cells = cells(line);
                for (int i = 0; i < columns.size(); i++) {
                    page.claim(new Cell(kind, cells.get(0), columns.get(i)), jdks, cells.get(i + 1));
                }
            }
        }
        return page;
    }

    /** What the page says and is not so: each a sentence. JDKs and places that were not searched now are left alone. */
    List<String> disagreements(Matrix measured, Collection<String> places) {
        List<String> all = new ArrayList<>(unknown);
        for (MemoryKind kind : MemoryKind.values()) {
            for (Column column : Column.values()) {
                TreeSet<String> named = new TreeSet<>(places);
                claims.places(kind).forEach(named::add);
                for (String place : named) {
                    Cell cell = new Cell(kind, place, column);
                    if (!places.contains(place)) {
                        all.add("the page claims " + cell + ", which nobody measures");
                    } else {
                        compare(cell, measured, all);
                    }
                }
            }
        }
        return all;
    }

    /** What the page claims and this run says nothing of, a line for each kind of memory. */
    List<String> unmeasured(Matrix measured) {
        List<String> all = new ArrayList<>();
        for (MemoryKind kind : claims.kinds()) {
            TreeSet<Integer> jdks = new TreeSet<>(claims.jdks(kind));
            jdks.removeAll(measured.jdks(kind));
            if (!jdks.isEmpty()) {
                all.add("not searched here, skipped: " + kind.title() + " on JDK " + list(jdks));
            }
        }
        return all;
    }

    private void compare(Cell cell, Matrix measured, List<String> all) {
        Map<Integer, Finding> claimed = claims.findings(cell);
        measured.findings(cell).forEach((jdk, finding) -> {
            Finding claim = claimed.get(jdk);
            if (finding == Finding.NOT_SCANNED || claim == Finding.NOT_SCANNED || claim == finding) {
                return;
            }
            // What moves about in memory is found or not as it happens; that it can be found is what the page must say.
            boolean byChance = cell.expected() == Cell.Expected.WHATEVER && claim == Finding.FOUND;
            if (!byChance && claim != null) {
                all.add(cell + " on " + jdk + ": the page says " + claim.text() + ", measured was " + finding.text());
            } else if (claim == null && claims.jdks(cell.kind()).contains(jdk)) {
                all.add(cell + " on " + jdk + ": the page says nothing, measured was " + finding.text());
            }
        });
    }

    private MemoryKind kind(String title) {
        for (MemoryKind kind : MemoryKind.values()) {
            if (kind.title().equals(title)) {
                return kind;
            }
        }
        unknown.add("the page claims something of memory that nobody measures: " + title);
        return null;
    }

    private List<Column> columns(List<String> cells) {
        List<Column> columns = new ArrayList<>();
        for (String title : cells.subList(1, cells.size())) {
            Arrays.stream(Column.values())
                    .filter(column -> column.title().equals(title))
                    .findFirst()
                    .ifPresentOrElse(columns::add, () -> unknown.add("nobody measures the column " + title));
        }
        return columns;
    }

    private void claim(Cell cell, List<Integer> jdks, String text) {
        Map<Integer, Finding> said = new HashMap<>();
        String[] parts = text.split("; ", -1);
        for (String part : parts) {
            int on = part.indexOf(" on ");
            Finding finding = finding(on < 0 ? part : part.substring(0, on));
            if (finding == null) {
                unknown.add(cell + ": the page says what nobody measures: " + text);
            } else if (on < 0) {
                jdks.forEach(jdk -> said.put(jdk, finding));
            } else {
                for (String jdk : part.substring(on + 4).split(", ", -1)) {
                    said.put(Integer.valueOf(jdk), finding);
                }
            }
        }
        said.forEach((jdk, finding) -> claims.add(cell, jdk, finding));
    }

    private static Finding finding(String text) {
        return Arrays.stream(Finding.values())
                .filter(finding -> finding.shown().equals(text))
                .findFirst()
                .orElse(null);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::trim)
                .toList();
    }

    /** A word for all JDKs but those that stand after it with a word of their own; the rarest come last. */
    private static String text(Map<Integer, Finding> findings) {
        Map<Finding, TreeSet<Integer>> groups = new EnumMap<>(Finding.class);
        findings.forEach((jdk, finding) ->
                groups.computeIfAbsent(finding, one -> new TreeSet<>()).add(jdk));
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Finding, TreeSet<Integer>> group : groups.entrySet()) {
            text.append(text.length() == 0 ? "" : "; ").append(group.getKey().shown());
            text.append(text.indexOf(";") < 0 ? "" : " on " + list(group.getValue()));
        }
        return text.length() == 0 ? Finding.NOT_SCANNED.text() : text.toString();
    }

    private static String list(Collection<Integer> jdks) {
        return jdks.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private MatrixPage() {}
}
