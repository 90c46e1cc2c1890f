package dev.ske.agent.document;

/** A map in braces or list in brackets, JSON's or YAML's, into which one member more is written as the last one stands. */
final class Braces {
    private final String text;
    private final int open;
    private final int lastKey;
    private final int tail;
    private final String blanks;

    /**
     * @param open index of the opening brace or bracket
     * @param lastKey index of the last member's key, or of the last item; -1 where there is none
     * @param tail index after the last member
     */
    Braces(String text, int open, int lastKey, int tail) {
        this.text = text;
        this.open = open;
        this.lastKey = lastKey;
        this.tail = tail;
        int from = Math.max(lastKey, 0);
        while (from > open + 1 && " \t\r\n".indexOf(text.charAt(from - 1)) >= 0) {
            from--;
        }
        this.blanks = lastKey < 0 ? "" : text.substring(from, lastKey);
    }

    /** Whether members stand in lines of their own. */
    boolean tall() {
        return lastLineBreak(blanks) >= 0;
    }

    /** The blanks before the last key in its line. */
    String indentation() {
        return blanks.substring(lastLineBreak(blanks) + 1);
    }

    /** The text with the member in it, which is written without a comma. */
    String insert(String member) {
        Splice splice = new Splice(text);
        if (lastKey < 0) {
            return splice.put(open + 1, open + 1, member).done();
        }
        if (!tall()) {
            boolean alone = blanks.isEmpty() && "{[".indexOf(text.charAt(lastKey - 1)) >= 0;
            boolean wide = text.charAt(open) == '[' || member.contains(": ");
            String lead = alone && wide ? " " : blanks;
            return splice.put(tail, tail, "," + lead + member).done();
        }
        String line = LineBreak.of(text) + indentation() + member;
        int comma = commaAfterTail();
        if (comma < 0) {
            int end = endOfLine(tail);
            return splice.put(tail, tail, ",").put(end, end, line).done();
        }
        int end = endOfLine(comma + 1);
        return splice.put(end, end, line + ",").done();
    }

    /** A comma after the last member, which YAML allows; comments may stand before it. */
    private int commaAfterTail() {
        boolean comment = false;
        for (int i = tail; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                comment = false;
            } else if (c == '#') {
                comment = true;
            } else if (!comment && (c == ',' || c == '}' || c == ']')) {
                return c == ',' ? i : -1;
            }
        }
        return -1;
    }

    /** The end of this line if only blanks and a comment follow in it, else the place itself. */
    private int endOfLine(int from) {
        boolean comment = false;
        int at = from;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                break;
            }
            comment |= c == '#';
            if (!comment && c != ' ' && c != '\t') {
                return from;
            }
        }
        return comment ? at : from;
    }

    private static int lastLineBreak(String blanks) {
        return Math.max(blanks.lastIndexOf('\n'), blanks.lastIndexOf('\r'));
    }
}
