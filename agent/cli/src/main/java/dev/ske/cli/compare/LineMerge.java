package dev.ske.cli.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** Three versions of a text, merged by lines without any conflict: a proposal, for somebody else to check. */
final class LineMerge {
    private final List<String> base;
    private final LineDiff ours;
    private final LineDiff theirs;
    private final String lineBreak;
    private final boolean complete;
    private final UnaryOperator<List<String>> after;

    private LineMerge(
            String base,
            String ours,
            String theirs,
            UnaryOperator<List<String>> before,
            UnaryOperator<List<String>> after) {
        lineBreak = chosen(TextLines.lineBreak(base), TextLines.lineBreak(ours), TextLines.lineBreak(theirs));
        complete = chosen(TextLines.complete(base), TextLines.complete(ours), TextLines.complete(theirs));
        this.base = before.apply(TextLines.of(base, lineBreak));
        this.ours = new LineDiff(this.base, before.apply(TextLines.of(ours, lineBreak)));
        this.theirs = new LineDiff(this.base, before.apply(TextLines.of(theirs, lineBreak)));
        this.after = after;
    }

    static LineMerge of(String base, String ours, String theirs) {
        return new LineMerge(base, ours, theirs, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** For JSON: whether a line ends with a comma depends on the next one, and so is no difference. */
    static LineMerge ofJson(String base, String ours, String theirs) {
        return new LineMerge(base, ours, theirs, JsonCommas::without, JsonCommas::with);
    }

    /** Of something that has two values: the changed one. */
    private static <T> T chosen(T base, T ours, T theirs) {
        return ours.equals(base) ? theirs : ours;
    }

    /** All that was removed is gone, and all that was added is there; where both added something, one after the other. */
    String united(boolean oursFirst) {
        return merged((mine, other) -> oursFirst ? joined(mine, other) : joined(other, mine));
    }

    /** The same, but lines that both added at one place are there once. */
    String interleaved() {
        return merged((mine, other) -> {
            LineDiff diff = new LineDiff(mine, other);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i <= mine.size(); i++) {
                List<String> others = new ArrayList<>(diff.inserted(i));
                while (i < mine.size() && !diff.kept(i)) {
                    lines.add(mine.get(i++));
                    others.addAll(diff.inserted(i));
                }
                lines.addAll(others);
                lines.addAll(i < mine.size() ? mine.subList(i, i + 1) : Collections.emptyList());
            }
            return lines;
        });
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> lines = new ArrayList<>(first);
        if (!first.equals(second)) {
            lines.addAll(second);
        }
        return lines;
    }

    private interface Both {
        List<String> of(List<String> mine, List<String> other);
    }

    private String merged(Both both) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= base.size(); i++) {
            List<String> mine = ours.inserted(i);
            List<String> other = theirs.inserted(i);
            lines.addAll(mine.isEmpty() ? other : other.isEmpty() ? mine : both.of(mine, other));
            if (i < base.size() && ours.kept(i) && theirs.kept(i)) {
                lines.add(base.get(i));
            }
        }
        String text = String.join("", after.apply(lines));
        boolean cut = !complete && text.endsWith(lineBreak);
        return cut ? text.substring(0, text.length() - lineBreak.length()) : text;
    }
}
