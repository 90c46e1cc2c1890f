package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link java.util.Properties#load(java.io.Reader)} reads, and keeps each value's place. */
final class PropertiesReader {
    private final String text;
    private final Lines lines;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> names = new HashMap<>();
    private final BitSet bare = new BitSet();
    private int line;
    private boolean openEnd;
    private @Nullable EntryPath wanted;
    private int[] span = {0, 0};

    PropertiesReader(String text, Lines lines) {
        this.text = text;
        this.lines = lines;
    }

    List<Entry> read() {
        for (line = 0; line < lines.count(); line++) {
            int start = lines.start(line);
            int end = lines.end(line);
            if (start == 0 && end > 0 && text.charAt(0) == '\uFEFF') {
                start = 1;
            }
            start = skipBlanks(text, start, end);
            if (start == end || isComment(text.charAt(start))) {
                continue;
            }
            int first = line;
            int before = entries.size();
            if (continues(text, start, end)) {
                logicalLine(start);
            } else {
                assignment(text, start, end, null);
            }
            if (wanted != null
                    && entries.size() > before
                    && entries.get(before).path().equals(wanted)) {
                int next = line + 1 < lines.count() ? lines.start(line + 1) : text.length();
                span = new int[] {LineBreak.lineStart(text, lines.start(first)), next};
            }
        }
        return entries;
    }

    /** Reads the text to find the first char of an entry's lines, and the index after them. */
    int[] lines(EntryPath path) {
        wanted = path;
        read();
        return span;
    }

    /** Where entries have neither separator nor value: a value put there needs its separator. */
    BitSet bare() {
        return bare;
    }

    /** Whether a line that is appended, once the text ends with a line break, would still belong to the last entry. */
    boolean openEnd() {
        return openEnd;
    }

    /**
     * Joins the lines that backslashes at their ends connect, with the place in the text of each char. A line that is
     * empty but for its backslash does not begin an entry yet.
     */
    private void logicalLine(int firstStart) {
        StringBuilder joined = new StringBuilder();
        int[] places = new int[64];
        int start = firstStart;
        while (true) {
            int end = lines.end(line);
            boolean more = continues(text, start, end);
            int stop = more ? end - 1 : end;
            for (int i = start; i < stop; i++) {
                if (joined.length() + 1 >= places.length) {
                    places = Arrays.copyOf(places, places.length * 2);
                }
                places[joined.length()] = i;
                joined.append(text.charAt(i));
            }
            places[joined.length()] = stop;
            if (!more || line + 1 == lines.count()) {
                openEnd = more || lines.start(line) == text.length();
                break;
            }
            line++;
            start = skipBlanks(text, lines.start(line), lines.end(line));
            if (joined.length() == 0 && start < lines.end(line) && isComment(text.charAt(start))) {
                return;
            }
        }
        if (joined.length() > 0) {
            assignment(joined.toString(), 0, joined.length(), places);
        }
    }

    /** One entry from chars whose places are given, or are their indices in the text where {@code places} is null. */
    private void assignment(String chars, int start, int end, int @Nullable [] places) {
        int nameEnd = nameEnd(chars, start, end);
        int value = skipBlanks(chars, nameEnd, end);
        if (value < end && isSeparator(chars.charAt(value))) {
            value = skipBlanks(chars, value + 1, end);
        }
        int nameAt = places == null ? start : places[start];
        String name;
        try {
            name = PropertiesEscapes.unescape(chars.substring(start, nameEnd));
        } catch (NumberFormatException e) {
            throw malformedEscape(nameAt, null);
        }
        EntryPath path = EntryPath.of(name);
        int from = places == null ? value : places[value];
        int to = value == end ? from : places == null ? end : places[end - 1] + 1;
        String unescaped;
        try {
            unescaped = PropertiesEscapes.unescape(chars.substring(value, end));
        } catch (NumberFormatException e) {
            throw malformedEscape(from, path);
        }
        if (nameEnd == end) {
            bare.set(from);
        }
        Entry entry = new Entry(path, path, Entry.Kind.STRING, unescaped, lines.at(from), from, to);
        Entry earlier = names.put(name, entry);
        if (earlier != null) {
            throw new SyntaxError(
                    nameAt, path, "already set in line " + earlier.place().line(), "remove one of the two lines");
        }
        entries.add(entry);
    }

    private static SyntaxError malformedEscape(int offset, @Nullable EntryPath path) {
        return new SyntaxError(
                offset, path, "\\u without four hexadecimal digits", "a backslash itself is written \\\\");
    }

    /** Index of the first separator or blank that no backslash escapes. */
    private static int nameEnd(String chars, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = chars.charAt(i);
            if (c == '\\') {
                i++;
            } else if (isSeparator(c) || isBlank(c)) {
                return i;
            }
        }
        return end;
    }

    private static boolean continues(CharSequence text, int start, int end) {
        int backslash = end;
        while (backslash > start && text.charAt(backslash - 1) == '\\') {
            backslash--;
        }
        return (end - backslash) % 2 == 1;
    }

    private static int skipBlanks(String text, int from, int end) {
        int at = from;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\f';
    }

    private static boolean isSeparator(char c) {
        return c == '=' || c == ':';
    }

    private static boolean isComment(char c) {
        return c == '#' || c == '!';
    }
}
