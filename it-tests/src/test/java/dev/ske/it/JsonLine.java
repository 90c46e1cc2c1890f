package dev.ske.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JSON object of texts and whole numbers, as a line of the audit file is. */
final class JsonLine {
    private static final String PAIR =
            "\"([a-z]+)\":(?:\"((?:[^\"\\\\\\p{Cc}]|\\\\[\"\\\\]|\\\\u[0-9a-f]{4})*)\"|(\\d+))";
    private static final Pattern OBJECT = Pattern.compile("\\{" + PAIR + "(?:," + PAIR + ")*}");
    private static final Pattern EACH = Pattern.compile(PAIR);

    /** Escapes stay as they are written. */
    static Map<String, String> read(String line) {
        if (!OBJECT.matcher(line).matches()) {
            throw new AssertionError("not such an object: " + line);
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Matcher pair = EACH.matcher(line); pair.find(); ) {
            String text = pair.group(2);
            if (pairs.put(pair.group(1), text == null ? pair.group(3) : text) != null) {
                throw new AssertionError("twice: " + pair.group(1) + " in " + line);
            }
        }
        return pairs;
    }

    private JsonLine() {}
}
