package dev.ske.it.kms;

import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON that KMS speaks, and no more: an object of texts, true, false, whole numbers and objects of the same kind. */
final class Json {
    private final String text;
    private int at;

    /** @throws IllegalArgumentException if the text is not of that kind */
    static Map<String, Object> read(String text) {
        Json json = new Json(text);
        Map<String, Object> object = json.object();
        json.space();
        if (json.at != text.length()) {
            throw json.unexpected();
        }
        return object;
    }

    static String write(Map<String, ?> object) {
        StringBuilder out = new StringBuilder("{");
        object.forEach((name, value) -> {
            out.append(out.length() == 1 ? "" : ",").append(quoted(name)).append(':');
            if (value instanceof Map<?, ?> map) {
                Map<String, Object> inner = new LinkedHashMap<>();
                map.forEach((key, item) -> inner.put((String) key, item));
                out.append(write(inner));
            } else {
                out.append(value instanceof String string ? quoted(string) : String.valueOf(value));
            }
        });
        return out.append('}').toString();
    }

    private Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        expect('{');
        if (next() == '}') {
            at++;
            return object;
        }
        for (; ; at++) {
            next();
            String name = string();
            expect(':');
            object.put(name, value());
            if (next() != ',') {
                expect('}');
                return object;
            }
        }
    }

    private Object value() {
        char first = next();
        if (first == '"') {
            return string();
        }
        if (first == '{') {
            return object();
        }
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException e) {
            throw unexpected();
        }
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        for (char c = take(); c != '"'; c = take()) {
            string.append(c == '\\' ? escape(take()) : c);
        }
        return string.toString();
    }

    private char escape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> c;
        };
    }

    private char take() {
        if (at == text.length()) {
            throw unexpected();
        }
        return text.charAt(at++);
    }

    private char next() {
        space();
        if (at == text.length()) {
            throw unexpected();
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (next() != c) {
            throw unexpected();
        }
        at++;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("not the JSON of KMS, at " + at);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private Json(String text) {
        this.text = text;
    }
}
