package dev.ske.agent.document;

/** The line break that a text uses: its first one, LF where it has none. */
final class LineBreak {
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return "\n";
            }
            if (c == '\r') {
                return i + 1 < text.length() && text.charAt(i + 1) == '\n' ? "\r\n" : "\r";
            }
        }
        return "\n";
    }

    /** Index of the first char of the line that holds this place, behind a byte order mark. */
    static int lineStart(String text, int at) {
        int start = at == 0 && text.startsWith("\uFEFF") ? 1 : at;
        while (start > 0 && "\r\n\uFEFF".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    /** Index of the line break that ends this place's line, or the text's end. */
    static int lineEnd(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Index of the first char of the line after this place's. */
    static int nextLine(String text, int at) {
        int end = lineEnd(text, at);
        return text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, text.length());
    }

    private LineBreak() {}
}
