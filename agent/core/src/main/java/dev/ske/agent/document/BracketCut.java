package dev.ske.agent.document;

/**
 * Takes one member out of brackets or braces, JSON's or YAML's, with exactly one comma: its whole lines where it has
 * lines of its own, else no more than itself and the blanks beside it.
 */
final class BracketCut {
    private final String text;
    private final int open;
    private final int close;
    private final int[] starts;
    private final int[] ends;

    /**
     * @param open index of the opening bracket or brace
     * @param close index of the closing one
     * @param starts where the members begin
     * @param ends the indices after them, their commas not counted
     */
    BracketCut(String text, int open, int close, int[] starts, int[] ends) {
        this.text = text;
        this.open = open;
        this.close = close;
        this.starts = starts;
        this.ends = ends;
    }

    String without(int i) {
        int comma = comma(ends[i]);
        int before = i > 0 ? comma(ends[i - 1]) : -1;
        int stop = comma < 0 ? ends[i] : comma + 1;
        boolean endsLine = endsLine(stop);
        int line = LineBreak.lineStart(text, starts[i]);
        if (endsLine && line > open && blank(line, starts[i])) {
            return finish(comma < 0 ? before : -1, line, LineBreak.nextLine(text, stop));
        }
        if (i > 0 && (comma < 0 || endsLine || i + 1 == starts.length)) {
            return blank(ends[i - 1], before) && blank(before + 1, starts[i])
                    ? finish(-1, ends[i - 1], ends[i])
                    : finish(comma < 0 ? before : comma, starts[i], ends[i]);
        }
        boolean near = i + 1 < starts.length && blank(stop, starts[i + 1]);
        return finish(-1, starts[i], near ? starts[i + 1] : stop);
    }

    /** Cuts a comma, wherever it stands, and a span; blanks that are all that is left between the brackets go too. */
    private String finish(int comma, int from, int to) {
        boolean inside = comma >= from && comma < to;
        if (starts.length == 1 && blank(open + 1, from) && blank(Math.min(to, close), close)) {
            return new Splice(text).put(open + 1, close, "").done();
        }
        Splice splice = new Splice(text);
        if (comma >= 0 && !inside && comma < from) {
            splice.put(comma, comma + 1, "");
        }
        splice.put(from, to, "");
        if (comma >= 0 && !inside && comma >= to) {
            splice.put(comma, comma + 1, "");
        }
        return splice.done();
    }

    /** The comma after a member, with nothing but blanks and comments before it; -1 if the bracket closes first. */
    private int comma(int from) {
        for (int at = from; at < close; at++) {
            char c = text.charAt(at);
            if (c == ',') {
                return at;
            }
            if (c == '#') {
                at = LineBreak.lineEnd(text, at);
            }
        }
        return -1;
    }

    /** Whether only blanks and a comment follow in this line, which ends before the bracket closes. */
    private boolean endsLine(int from) {
        int end = LineBreak.lineEnd(text, from);
        int comment = text.indexOf('#', from);
        return end < close && blank(from, comment >= 0 && comment < end ? comment : end);
    }

    private boolean blank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (" \t\r\n".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return from <= to;
    }
}
