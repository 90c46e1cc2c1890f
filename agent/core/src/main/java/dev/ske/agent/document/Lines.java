package dev.ske.agent.document;

import dev.ske.agent.Place;
import java.util.Arrays;

/** Turns an index in a text into file, line and column. Lines end with LF, CRLF or a lone CR. */
final class Lines {
    private final String file;
    private final int[] starts;

    Lines(String file, String text) {
        this.file = file;
        int[] found = new int[Math.max(16, text.length() / 24)];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i + 1;
            }
        }
        starts = Arrays.copyOf(found, count);
    }

    Place at(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Place(file, line + 1, offset - starts[line] + 1);
    }
}
