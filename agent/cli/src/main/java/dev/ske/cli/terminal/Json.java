package dev.ske.cli.terminal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers, booleans and null as JSON, two blanks for a level; all but ASCII is escaped. */
public final class Json {
    private final StringBuilder text = new StringBuilder();

    /** The whole text, without a line break at its end. */
    public static String of(@Nullable Object value) {
        Json json = new Json();
        json.value(value, "\n");
        return json.text.toString();
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
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator).append(lineBreak).append("  ");
            string(String.valueOf(entry.getKey()));
            text.append(": ");
            value(entry.getValue(), lineBreak + "  ");
            separator = ",";
        }
        text.append(map.isEmpty() ? "{" : lineBreak).append('}');
    }

    private void list(List<?> list, String lineBreak) {
        String separator = "[";
        for (Object item : list) {
            text.append(separator).append(lineBreak).append("  ");
            value(item, lineBreak + "  ");
            separator = ",";
        }
        text.append(list.isEmpty() ? "[" : lineBreak).append(']');
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private Json() {}
}
