package dev.ske.agent.document;

import dev.ske.agent.Place;
import java.util.Arrays;

/** The lines of a text, and any index in it as file, line and column. Lines end with LF, CRLF or a lone CR. */
final class Lines {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String text;
    private final int[] starts;

    Lines(String file, String text) {
        this.file = file;
        this.text = text;
        this.starts = starts(text);
    }

    /** How many lines there are; a text that ends with a line break has an empty last line. */
    int count() {
        return starts.length;
    }

    /** Index of the first char of a line, counted from 0. */
    int start(int line) {
        return starts[line];
    }

    /** Index after the last char of a line, its line break not counted. */
    int end(int line) {
        if (line + 1 == starts.length) {
            return text.length();
        }
        int end = starts[line + 1] - 1;
        return text.charAt(end) == '\n' && end > starts[line] && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** The line, counted from 0, that a char of the text stands in. */
    int lineOf(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    Place at(int offset) {
        return at(lineOf(offset), offset);
    }

    /** As {@link #at(int)}, for a caller who knows the line. */
    Place at(int line, int offset) {
        int start = starts[line];
        if (line == 0 && offset > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
            start = 1; // no editor counts it as a column
        }
        return new Place(file, line + 1, offset - start + 1);
    }

    /** Each kind of line break has its own cursor: a search per line for what is rare would read the rest each time. */
    private static int[] starts(String text) {
        int[] found = new int[Math.max(16, text.length() / 24)];
        int count = 1;
        int lf = next(text, '\n', 0);
        int cr = next(text, '\r', 0);
        while (lf < text.length() || cr < text.length()) {
            int at = Math.min(lf, cr);
            if (cr == at) {
                cr = next(text, '\r', at + 1);
                if (lf == at + 1 && lf < text.length()) {
                    continue; // CRLF: counted at its LF
                }
            } else {
                lf = next(text, '\n', at + 1);
            }
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = at + 1;
        }
        return Arrays.copyOf(found, count);
    }

    private static int next(String text, char c, int from) {
        int at = text.indexOf(c, from);
        return at < 0 ? text.length() : at;
    }
}
