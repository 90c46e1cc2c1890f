package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as RFC 8259 has it, with nothing added: no comments, no trailing commas, no NaN; a BOM is skipped. Beyond
 * the RFC, a key may stand only once in its object, and an escape may not be half a surrogate pair. Our own, because a
 * JSON library costs 25 ms or more before main, which is as much as everything else together.
 */
final class JsonReader {
    private final String text;
    private final Lines lines;
    private final List<Entry> entries = new ArrayList<>();
    private int at;
    private long pathParts;
    private EntryPath here = EntryPath.ROOT;

    /**
     * The values of a document in the order of the text.
     *
     * @throws SyntaxError also where the top level is not an object
     */
    static List<Entry> read(String text, Lines lines) {
        JsonReader reader = new JsonReader(text, lines);
        reader.document();
        return reader.entries;
    }

    /** The text of the valid string whose opening quote stands at {@code start}. */
    static String string(String text, int start) {
        JsonReader reader = new JsonReader(text, new Lines("", ""));
        reader.at = start;
        return reader.string();
    }

    private void document() {
        at = JsonText.skipBlanks(text, JsonText.begin(text));
        if (at == text.length()) {
            throw error(at, "document is empty", "an empty JSON document is {}");
        }
        if (text.charAt(at) != '{') {
            throw error(at, "top level is not an object", "a JSON document begins with { and has names for its values");
        }
        object(EntryPath.ROOT, 1);
        at = JsonText.skipBlanks(text, at);
        if (at < text.length()) {
            throw error(at, "text after the end of the document", "one JSON document per file");
        }
    }

    private void object(EntryPath path, int depth) {
        int start = at;
        Limits.depth(depth, start, known(path));
        if (next() == '}') {
            at++;
            add(path, Entry.Kind.EMPTY_MAP, "{}", start, depth - 1);
            return;
        }
        Map<String, Integer> keys = new HashMap<>();
        while (true) {
            int keyStart = at;
            if (peek() != '"') {
                throw unexpected("a key in double quotes");
            }
            String key = string();
            here = path.key(key);
            Integer before = keys.put(key, keyStart);
            if (before != null) {
                int line = lines.at(before).line();
                throw error(keyStart, "key written twice, also in line " + line, "remove one of the two");
            }
            skip();
            if (peek() != ':') {
                throw unexpected("':' after a key");
            }
            next();
            value(here, depth);
            skip();
            if (peek() == '}') {
                at++;
                return;
            }
            if (peek() != ',') {
                throw unexpected("',' or '}' after a value");
            }
            next();
        }
    }

    private void array(EntryPath path, int depth) {
        int start = at;
        Limits.depth(depth, start, known(path));
        if (next() == ']') {
            at++;
            add(path, Entry.Kind.EMPTY_LIST, "[]", start, depth - 1);
            return;
        }
        for (int index = 0; ; index++) {
            here = path.index(index);
            value(here, depth);
            skip();
            if (peek() == ']') {
                at++;
                return;
            }
            if (peek() != ',') {
                throw unexpected("',' or ']' after a value");
            }
            next();
        }
    }

    /** {@code depth}: objects and arrays around the value, which is also the length of its path. */
    private void value(EntryPath path, int depth) {
        int start = at;
        char c = peek();
        if (c == '"') {
            add(path, Entry.Kind.STRING, string(), start, depth);
        } else if (c == '{') {
            object(path, depth + 1);
        } else if (c == '[') {
            array(path, depth + 1);
        } else if (c == '-' || digit(c)) {
            add(path, Entry.Kind.NUMBER, number(), start, depth);
        } else if (word("true") || word("false")) {
            add(path, Entry.Kind.BOOLEAN, text.substring(start, at), start, depth);
        } else if (word("null")) {
            add(path, Entry.Kind.NULL, "null", start, depth);
        } else {
            throw unexpected("a value");
        }
    }

    private void add(EntryPath path, Entry.Kind kind, String value, int start, int depth) {
        if (depth == 0) {
            return; // a document without values
        }
        pathParts += depth;
        Limits.size(entries.size() + 1L, pathParts, start, path);
        entries.add(new Entry(path, path, kind, value, lines.at(start), start, at));
    }

    private String string() {
        int start = ++at;
        StringBuilder decoded = null;
        int copied = start;
        while (true) {
            if (at == text.length()) {
                throw error(start - 1, "string is not closed", "close it with a double quote");
            }
            char c = text.charAt(at);
            if (c == '"') {
                break;
            }
            if (c < ' ') {
                throw error(at, "control character in a string", "write it as an escape: \\n, \\t, \\u0000");
            }
            if (c == '\\') {
                if (decoded == null) {
                    decoded = new StringBuilder();
                }
                decoded.append(text, copied, at).append(escape());
                copied = at;
            } else {
                at++;
            }
        }
        String value = decoded == null
                ? text.substring(start, at)
                : decoded.append(text, copied, at).toString();
        at++;
        if (Surrogates.loneIn(value) >= 0) {
            throw error(start - 1, "string with half of a surrogate pair", "write both halves: \\ud83d\\ude00");
        }
        return value;
    }

    /** One escape, which begins at the backslash. */
    private char escape() {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : 0;
        int which = "\"\\/bfnrt".indexOf(c);
        if (which >= 0) {
            at += 2;
            return "\"\\/\b\f\n\r\t".charAt(which);
        }
        if (c == 'u' && at + 6 <= text.length()) {
            int code = 0;
            for (int i = at + 2; i < at + 6; i++) {
                char h = text.charAt(i);
                int hex = h < 0x80 ? Character.digit(h, 16) : -1;
                code = hex < 0 || code < 0 ? -1 : code * 16 + hex;
            }
            if (code >= 0) {
                at += 6;
                return (char) code;
            }
        }
        throw error(
                at,
                "unknown escape in a string",
                "JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hex digits");
    }

    private String number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int first = at;
        digits();
        if (text.charAt(first) == '0' && at > first + 1) {
            throw error(start, "number with a leading zero", "put it in double quotes if it is a text");
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return text.substring(start, at);
    }

    private void digits() {
        if (!digit(peek())) {
            throw unexpected("a digit");
        }
        while (digit(peek())) {
            at++;
        }
    }

    private boolean word(String word) {
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The char here, or 0 at the end of the text. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private char next() {
        at++;
        skip();
        return peek();
    }

    private void skip() {
        at = JsonText.skipBlanks(text, at);
    }

    private SyntaxError unexpected(String wanted) {
        char c = peek();
        String hint = at == text.length() ? "a quote, bracket or brace is not closed, or the file was cut off" : null;
        if (c == '/' || c == '#') {
            hint = "JSON has no comments";
        } else if (c == '\'') {
            hint = "JSON knows double quotes only";
        } else if ((c == '}' || c == ']') && at > 0) {
            hint = "remove the comma before it";
        } else if (Character.isLetter(c)) {
            hint = "texts need double quotes; without them JSON knows only numbers, true, false and null";
        }
        return error(at, at == text.length() ? "document ends in the middle" : "expected " + wanted, hint);
    }

    private SyntaxError error(int offset, String message, @Nullable String hint) {
        return new SyntaxError(offset, known(here), message, hint);
    }

    private static @Nullable EntryPath known(EntryPath path) {
        return path.parts().isEmpty() ? null : path;
    }

    private JsonReader(String text, Lines lines) {
        this.text = text;
        this.lines = lines;
    }
}
