package dev.ske.cli.run;

import org.jspecify.annotations.Nullable;

/**
 * The variable JAVA_TOOL_OPTIONS, which every JVM reads. Blanks separate its options; between single or double quotes they do
 * not, each kind of quotes may hold the other, and there is no escape: a text with both is put together from pieces.
 */
final class ToolOptions {
    static final String NAME = "JAVA_TOOL_OPTIONS";

    /** JDK 8 does as if a longer one were not there. */
    static final int MOST_ON_8 = 1023;

    /** What stood there before, and one option more. */
    static String with(@Nullable String before, String option) {
        String added = quoted(option);
        return before == null || before.trim().isEmpty() ? added : before + " " + added;
    }

    static String quoted(String option) {
        StringBuilder quoted = new StringBuilder();
        int from = 0;
        while (from < option.length()) {
            boolean inDouble = option.charAt(from) == '\'';
            char other = inDouble ? '"' : '\'';
            int end = option.indexOf(other, from);
            int to = end < 0 ? option.length() : end;
            String piece = option.substring(from, to);
            boolean plain = !inDouble && !needsQuotes(piece);
            quoted.append(plain ? "" : other).append(piece).append(plain ? "" : other);
            from = to;
        }
        return quoted.toString();
    }

    private static boolean needsQuotes(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c <= ' ' || c == '"' || c == '\'') {
                return true;
            }
        }
        return false;
    }

    private ToolOptions() {}
}
