package dev.ske.cli.compare;

import java.util.ArrayList;
import java.util.List;

/** Two texts in one: where they differ both are there, between the marks that git's users know. */
final class Markers {
    private final String lineBreak;
    private final String begin;
    private final String middle;
    private final String end;

    /** {@code size}: how long a mark is. */
    Markers(int size, String ours, String theirs, String lineBreak) {
        this.lineBreak = lineBreak;
        begin = mark('<', size) + " " + ours + lineBreak;
        middle = mark('=', size) + lineBreak;
        end = mark('>', size) + " " + theirs + lineBreak;
    }

    private static String mark(char c, int size) {
        StringBuilder mark = new StringBuilder();
        for (int i = 0; i < size; i++) {
            mark.append(c);
        }
        return mark.toString();
    }

    String text(String ours, String theirs) {
        List<String> mine = TextLines.of(ours, lineBreak);
        LineDiff diff = new LineDiff(mine, TextLines.of(theirs, lineBreak));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= mine.size(); i++) {
            List<String> removed = new ArrayList<>();
            List<String> added = new ArrayList<>(diff.inserted(i));
            while (i < mine.size() && !diff.kept(i)) {
                removed.add(mine.get(i++));
                added.addAll(diff.inserted(i));
            }
            if (!removed.isEmpty() || !added.isEmpty()) {
                text.append(begin).append(String.join("", removed));
                text.append(middle).append(String.join("", added)).append(end);
            }
            if (i < mine.size()) {
                text.append(mine.get(i));
            }
        }
        return text.toString();
    }
}
