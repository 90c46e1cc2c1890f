package dev.ske.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A row as texts. */
final class Cells {
    /** Columns of the table of promises. */
    static final List<String> PROMISED =
            List.of("what", "in", "measured", "against", "its", "runs", "ratio", "budget", "met");
    /** Columns of the others, which name their setting above. */
    static final List<String> OTHERS = List.of("what", "measured", "against", "its", "runs", "ratio");

    static List<String> promised(Row row) {
        Budget budget = row.budget().orElseThrow();
        return List.of(
                row.what(),
                row.setting(),
                figure(row.value(), row.unit()),
                row.against(),
                base(row),
                Integer.toString(row.value().runs()),
                ratio(row),
                limit(budget, row.unit()),
                row.met().orElseThrow() ? "yes" : "NO");
    }

    static List<String> other(Row row) {
        return List.of(
                row.what(),
                figure(row.value(), row.unit()),
                row.against(),
                base(row),
                Integer.toString(row.value().runs()),
                ratio(row));
    }

    /** The limit for people: {@code 1.5 x}, {@code +3 MB}, {@code 96 MB}. */
    static String limit(Budget budget, String unit) {
        return switch (budget.of()) {
            case RATIO -> number(budget.most()) + " x";
            case DIFFERENCE -> "+" + number(budget.most()) + " " + unit;
            case VALUE -> number(budget.most()) + " " + unit;
        };
    }

    /** {@code 86.2 ms (84.1..90.4)}: the median, and between which half of the runs lie. */
    private static String figure(Spread spread, String unit) {
        String median = digits(spread.median(), unit);
        String low = digits(spread.low(), unit);
        String high = digits(spread.high(), unit);
        return median + " " + unit + (low.equals(high) ? "" : " (" + low + ".." + high + ")");
    }

    private static String base(Row row) {
        Optional<Spread> base = row.base();
        return base.isEmpty() ? "" : figure(base.orElseThrow(), row.unit());
    }

    private static String ratio(Row row) {
        return row.ratio() == 0 ? "" : String.format(Locale.ROOT, row.ratio() < 0.1 ? "%.3f" : "%.2f", row.ratio());
    }

    /** Three digits, and no fractions of things that are counted. */
    private static String digits(double value, String unit) {
        boolean counted = !unit.startsWith("ms") && !unit.startsWith("ns") && !unit.equals("MB");
        String format = counted || value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private Cells() {}
}
