package dev.ske.cli;

import java.util.function.UnaryOperator;

/** A page of documentation, some of whose parts are generated: what stands between a marker's line and that of its end. */
record GeneratedParts(String before, String after, String end) {
    static final GeneratedParts MARKDOWN = new GeneratedParts("<!-- ", " -->", "<!-- end -->");
    static final GeneratedParts ROFF = new GeneratedParts(".\\\" <", ">", ".\\\" <end>");

    /** The page with all its parts made anew, by what stands in their markers. */
    String renewed(String page, UnaryOperator<String> part) {
        StringBuilder renewed = new StringBuilder();
        String inside = null;
        for (String line : page.split("\n", -1)) {
            boolean last = line.equals(end);
            if (inside == null || last) {
                renewed.append(line).append('\n');
            }
            if (last) {
                if (inside == null) {
                    throw new IllegalArgumentException("a part ends that did not begin: " + end);
                }
                inside = null;
            } else if (inside == null && line.startsWith(before) && line.endsWith(after)) {
                inside = line.substring(before.length(), line.length() - after.length());
                renewed.append(part.apply(inside));
            }
        }
        if (inside != null) {
            throw new IllegalArgumentException("the end is missing of the part '" + inside + "': " + end);
        }
        renewed.setLength(renewed.length() - 1);
        return renewed.toString();
    }
}
