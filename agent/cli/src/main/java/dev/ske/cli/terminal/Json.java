package dev.ske.cli.terminal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers, booleans and null as JSON; all but ASCII is escaped. */
public final class Json {
    /** What cannot stand within a word, whose texts have it escaped. */
    private static final String BETWEEN_WORDS = " ,\"'\\";

    private final boolean word;
    private final StringBuilder text = new StringBuilder();

    /** The whole text, two blanks for a level, without a line break at its end. */
    public static String of(@Nullable Object value) {
        return new Json(false).whole(value, "\n");
    }

    /** The same as one word: no blank in it, and no comma or quote within a text. */
    public static String word(Object value) {
        return new Json(true).whole(value, "");
    }

    private String whole(@Nullable Object value, String lineBreak) {
        value(value, lineBreak);
        return text.toString();
    }

    private void value(@Nullable Object value, String lineBreak) {
        if (value instanceof Map) {
            map((Map<?, ?>) value, lineBreak);
        } else if (value instanceof List) {
            list((List<?>) value, lineBreak);
        } else if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            text.append(value);
        } else {
            string(value.toString());
        }
    }

    private void map(Map<?, ?> map, String lineBreak) {
        String inner = inner(lineBreak);
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append(inner);
            string(String.valueOf(entry.getKey()));
            text.append(word ? ":" : ": ");
            value(entry.getValue(), inner);
            separator = ",";
        }
        text.append(map.isEmpty() ? "{" : lineBreak).append('}');
    }

    private void list(List<?> list, String lineBreak) {
        String inner = inner(lineBreak);
        String separator = "[";
        for (Object item : list) {
            text.append(separator).append(inner);
            value(item, inner);
            separator = ",";
        }
        text.append(list.isEmpty() ? "[" : lineBreak).append(']');
    }

    private String inner(String lineBreak) {
        return word ? "" : lineBreak + "  ";
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < ' ' || c > '~' || (word && BETWEEN_WORDS.indexOf(c) >= 0)) {
                text.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        text.append('"');
    }

    private Json(boolean word) {
        this.word = word;
    }
}
