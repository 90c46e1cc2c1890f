package dev.ske.it;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads documents that hold one name a line, whoever wrote them: .env, and YAML and JSON in blocks. Quotes, comments and
 * the order do not count, for the npm package writes a document anew.
 */
final class Loosely {
    private static final Pattern LINE = Pattern.compile(
            "( *)(?:export )?\"?([A-Za-z_][A-Za-z0-9_]*)\"? ?[:=] ?(\"[^\"]*\"|'[^']*'|.*?),?(?: +#.*)?");

    /** A path of names, and what stands there. */
    static Map<String, String> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Deque<Integer> indents = new ArrayDeque<>();
        Deque<String> parents = new ArrayDeque<>();
        for (String line : text.lines().toList()) {
            Matcher entry = LINE.matcher(line);
            if (!entry.matches()) {
                continue;
            }
            int indent = entry.group(1).length();
            while (!indents.isEmpty() && indents.getLast() >= indent) {
                indents.removeLast();
                parents.removeLast();
            }
            parents.addLast(entry.group(2));
            indents.addLast(indent);
            String value = entry.group(3);
            if (!value.isEmpty() && !value.equals("{")) {
                values.put(String.join(".", parents), unquoted(value));
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        char first = value.charAt(0);
        boolean quoted = (first == '"' || first == '\'') && value.charAt(value.length() - 1) == first;
        return quoted && value.length() > 1 ? value.substring(1, value.length() - 1) : value;
    }

    private Loosely() {}
}
