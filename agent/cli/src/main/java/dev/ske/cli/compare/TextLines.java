package dev.ske.cli.compare;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text, each with its line break. */
final class TextLines {
    /** The lines; the last one, too, ends with {@code lineBreak}. Each has this one instead of its own. */
    static List<String> of(String text, String lineBreak) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int at = text.indexOf('\n', from);
            int end = at < 0 ? text.length() : at;
            int bare = at > from && text.charAt(at - 1) == '\r' ? at - 1 : end;
            lines.add(text.substring(from, bare) + lineBreak);
            from = end + 1;
        }
        return lines;
    }

    /** The line break that most editors would go on with: that of the first line. */
    static String lineBreak(String text) {
        int at = text.indexOf('\n');
        return at > 0 && text.charAt(at - 1) == '\r' ? "\r\n" : "\n";
    }

    /** Whether the last line, if there is one, has a line break. */
    static boolean complete(String text) {
        return text.isEmpty() || text.endsWith("\n");
    }

    private TextLines() {}
}
