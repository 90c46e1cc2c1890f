package dev.ske.bench.report;

import java.util.List;
import java.util.Locale;

/**
 * Ratios of a report beside what is promised, as an SVG picture: one bar for each, as long as its share of the budget, and
 * a line where all budgets end. It has its own background, and colours for light and dark.
 */
public final class Chart {
    private static final int WIDTH = 900;
    private static final int LINE = 24;
    private static final int TOP = 74;
    private static final int LABEL = 430;
    private static final int BUDGET = 230;
    private static final double MOST = 1.35;
    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, sans-serif; fill: #1f2328 }
            .title { font-weight: 600; font-size: 15px }
            .note { fill: #59636e; font-size: 12px }
            .paper { fill: #ffffff; stroke: #d1d9e0 }
            .met { fill: #2f81d8 } .missed { fill: #cf7a16 } .limit { stroke: #59636e; stroke-dasharray: 4 3 }
            @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 } .note { fill: #9198a1 } .paper { fill: #0d1117; stroke: #3d444d }
            .met { fill: #4493f8 } .missed { fill: #e09b3d } .limit { stroke: #9198a1 }
            }
            </style>
            """;

    private final StringBuilder picture = new StringBuilder();

    /** The picture; of the rows whose budget is a ratio. */
    public static String of(Report report) {
        return new Chart()
                .draw(report.promised().stream()
                        .filter(row -> row.budget().orElseThrow().of() == Budget.Of.RATIO)
                        .toList());
    }

    private String draw(List<Row> rows) {
        int height = TOP + rows.size() * LINE + 20;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">"
                .formatted(WIDTH, height, WIDTH, height));
        add("<title>What SKE costs, as a share of its budgets</title>");
        picture.append(STYLE);
        add("<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>"
                .formatted(WIDTH - 1, height - 1));
        text("title", 16, 26, "What SKE costs, as a share of its budgets");
        text("note", 16, 46, "median ratios of A : B in one run; the dashed line is the most that is promised");
        for (int i = 0; i < rows.size(); i++) {
            bar(rows.get(i), TOP + i * LINE);
        }
        add("<line class=\"limit\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>"
                .formatted(LABEL + BUDGET, TOP - 12, LABEL + BUDGET, height - 14));
        add("</svg>");
        return picture.toString();
    }

    private void bar(Row row, int top) {
        double most = row.budget().orElseThrow().most();
        double share = Math.min(row.ratio() / most, MOST);
        picture.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
                .formatted(
                        LABEL - 10,
                        top + 14,
                        escaped(row.what() + " : " + row.against() + ", "
                                + row.setting().replaceAll(",.*", ""))));
        add(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>",
                row.met().orElseThrow() ? "met" : "missed",
                LABEL,
                top + 2,
                share * BUDGET,
                LINE - 8));
        text(
                "note",
                (int) (LABEL + Math.max(share, 1) * BUDGET) + 8,
                top + 14,
                String.format(Locale.ROOT, "%.2f x", row.ratio()) + " of "
                        + Cells.limit(row.budget().orElseThrow(), ""));
    }

    private void text(String kind, int x, int y, String text) {
        add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>".formatted(kind, x, y, escaped(text)));
    }

    private void add(String line) {
        picture.append(line).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private Chart() {}
}
