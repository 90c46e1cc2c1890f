package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the dialect of docs/env-dialect.md by index: a value is one substring, whatever its length. */
final class EnvReader {
    private static final String EXPECTED = "expected NAME=VALUE, a comment or a blank line";
    private static final String QUOTES_HINT =
            "a quote inside double quotes is written \\\"; single quotes and back-ticks hold the other quotes as they are";

    private final String text;
    private final Lines lines;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> names = new HashMap<>();
    private int line;
    private int hash = -1;

    EnvReader(String text, Lines lines) {
        this.text = text;
        this.lines = lines;
    }

    List<Entry> read() {
        int count = lines.count();
        for (line = 0; line < count; line++) {
            line();
        }
        return entries;
    }

    private void line() {
        int start = lines.start(line);
        int end = lines.end(line);
        if (start == 0 && end > 0 && text.charAt(0) == '\uFEFF') {
            start = 1;
        }
        start = skipBlanks(start, end);
        if (start < end && text.charAt(start) != '#') {
            assignment(start, end);
        }
    }

    private void assignment(int start, int end) {
        int nameStart = start;
        int nameEnd = nameEnd(text, start, end);
        if (nameEnd - start == 6 && text.startsWith("export", start)) {
            int second = skipBlanks(nameEnd, end);
            int secondEnd = nameEnd(text, second, end);
            if (second > nameEnd && secondEnd > second) {
                nameStart = second;
                nameEnd = secondEnd;
            }
        }
        int valueStart = valueStart(nameStart, nameEnd, end);
        String name = text.substring(nameStart, nameEnd);
        EntryPath path = EntryPath.of(name);
        int first = skipBlanks(valueStart, end);
        Entry entry = first < end && EnvQuotes.isQuote(text.charAt(first))
                ? quoted(path, first)
                : bare(path, valueStart, first, end);
        Entry earlier = names.put(name, entry);
        if (earlier != null) {
            throw new SyntaxError(
                    nameStart, path, "already set in line " + earlier.place().line(), "remove one of the two lines");
        }
        entries.add(entry);
    }

    /** The text of the line stays out of the messages: it may be the second line of a secret that lacks its quotes. */
    private int valueStart(int nameStart, int nameEnd, int end) {
        int separator = skipBlanks(nameEnd, end);
        if (nameEnd > nameStart) {
            if (separator < end && text.charAt(separator) == '=') {
                return separator + 1;
            }
            if (separator == nameEnd
                    && separator < end
                    && text.charAt(separator) == ':'
                    && (separator + 1 == end || EnvQuotes.isBlank(text.charAt(separator + 1)))) {
                return separator + 1;
            }
            if (separator == end || text.charAt(separator) == '#') {
                throw new SyntaxError(
                        nameStart,
                        null,
                        "a name without a value",
                        "write NAME= for an empty value; a value of the real environment cannot be taken over here;"
                                + " a value of several lines needs quotes");
            }
        }
        throw new SyntaxError(
                separator,
                null,
                EXPECTED,
                "names are of letters, digits, _, . and -; a value of several lines needs quotes");
    }

    private Entry bare(EntryPath path, int valueStart, int first, int end) {
        int stop = Math.min(nextHash(first), end);
        while (stop > first && EnvQuotes.isBlank(text.charAt(stop - 1))) {
            stop--;
        }
        // an empty value stands at the separator, not where a comment begins
        int start = stop > first ? first : valueStart;
        return entry(path, text.substring(first, stop), line, start, stop > first ? stop : valueStart);
    }

    /** A cursor over all {@code #}: a search that starts anew on each line would read to the end of the file each time. */
    private int nextHash(int from) {
        if (hash < from) {
            int found = text.indexOf('#', from);
            hash = found < 0 ? Integer.MAX_VALUE : found;
        }
        return hash;
    }

    private Entry quoted(EntryPath path, int open) {
        char quote = text.charAt(open);
        int close = quote == '"' ? doubleQuoteEnd(open) : text.indexOf(quote, open + 1);
        if (close < 0) {
            throw new SyntaxError(open, path, "the quote is never closed", QUOTES_HINT);
        }
        int firstLine = line;
        while (lines.end(line) < close) {
            line++;
        }
        int end = lines.end(line);
        int rest = skipBlanks(close + 1, end);
        if (rest < end && text.charAt(rest) != '#') {
            throw new SyntaxError(
                    rest, path, "text after the value, whose quote opened in line " + (firstLine + 1), QUOTES_HINT);
        }
        String value = text.substring(open + 1, close);
        if (line > firstLine && value.indexOf('\r') >= 0) {
            value = value.replace("\r\n", "\n").replace('\r', '\n');
        }
        return entry(path, quote == '"' ? EnvQuotes.unescape(value) : value, firstLine, open, close + 1);
    }

    /** Index of the next double quote that no backslash escapes, -1 if there is none. */
    private int doubleQuoteEnd(int open) {
        int close = text.indexOf('"', open + 1);
        while (close > 0) {
            int before = close;
            while (text.charAt(before - 1) == '\\') {
                before--;
            }
            if ((close - before) % 2 == 0) {
                return close;
            }
            close = text.indexOf('"', close + 1);
        }
        return close;
    }

    private Entry entry(EntryPath path, String value, int atLine, int start, int end) {
        return new Entry(path, path, Entry.Kind.STRING, value, lines.at(atLine, start), start, end);
    }

    private int skipBlanks(int from, int end) {
        int at = from;
        while (at < end && EnvQuotes.isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Index after the letters, digits, {@code _}, {@code .} and {@code -} that begin here. */
    static int nameEnd(String text, int from, int end) {
        int at = from;
        while (at < end) {
            char c = text.charAt(at);
            if ((c < 'a' || c > 'z')
                    && (c < 'A' || c > 'Z')
                    && (c < '0' || c > '9')
                    && c != '_'
                    && c != '.'
                    && c != '-') {
                break;
            }
            at++;
        }
        return at;
    }
}
