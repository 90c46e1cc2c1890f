package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The members of one object or array of a valid JSON text, with their places. */
final class JsonMembers {
    /** Index of the opening brace or bracket. */
    final int open;

    /** Index of the closing one. */
    final int close;

    /** Keys, or the indices of an array's items. */
    final List<String> names = new ArrayList<>();

    /** What stands between the last key and its value, with the colon. */
    String colon = ": ";

    private final String text;
    private int[] starts = new int[8];
    private int[] values = new int[8];
    private int[] ends = new int[8];

    JsonMembers(String text, int open) {
        this.text = text;
        this.open = open;
        boolean list = text.charAt(open) == '[';
        int at = skip(open + 1);
        while (text.charAt(at) != '}' && text.charAt(at) != ']') {
            int start = at;
            String name = Integer.toString(names.size());
            if (!list) {
                name = JsonReader.string(text, at);
                int keyEnd = afterString(at);
                at = skip(skip(keyEnd) + 1);
                String between = text.substring(keyEnd, at);
                colon = between.indexOf('\n') < 0 && between.indexOf('\r') < 0 ? between : ": ";
            }
            int value = at;
            at = afterValue(at);
            add(name, start, value, at);
            at = skip(at);
            if (text.charAt(at) == ',') {
                at = skip(at + 1);
            }
        }
        this.close = at;
    }

    boolean list() {
        return text.charAt(open) == '[';
    }

    /** -1 if there is none. */
    int indexOf(Object part) {
        return names.indexOf(part.toString());
    }

    /** Where the value of a member begins. */
    int value(int member) {
        return values[member];
    }

    Braces braces() {
        int last = names.size() - 1;
        return new Braces(text, open, last < 0 ? -1 : starts[last], last < 0 ? open + 1 : ends[last]);
    }

    BracketCut cut() {
        return new BracketCut(text, open, close, Arrays.copyOf(starts, names.size()), ends);
    }

    private void add(String name, int start, int value, int end) {
        int count = names.size();
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            values = Arrays.copyOf(values, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        names.add(name);
        starts[count] = start;
        values[count] = value;
        ends[count] = end;
    }

    private int skip(int at) {
        return JsonText.skipBlanks(text, at);
    }

    private int afterString(int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private int afterValue(int start) {
        int depth = 0;
        int at = start;
        do {
            char c = text.charAt(at);
            if (c == '"') {
                at = afterString(at);
            } else if (c == '{' || c == '[') {
                depth++;
                at++;
            } else if (c == '}' || c == ']') {
                depth--;
                at++;
            } else if (depth > 0) {
                at++;
            } else {
                while ("},] \t\r\n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
            }
        } while (depth > 0);
        return at;
    }
}
