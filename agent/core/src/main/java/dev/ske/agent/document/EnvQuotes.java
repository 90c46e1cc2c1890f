package dev.ske.agent.document;

import org.jspecify.annotations.Nullable;

/**
 * The quotes of a .env value. Only double quotes know escapes: {@code \n \r \" \\ \$}; any other backslash is a
 * backslash. The reasons are in docs/env-dialect.md.
 */
final class EnvQuotes {
    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** What stands between double quotes, with its escapes replaced; line breaks are LF already. */
    static String unescape(String quoted) {
        int backslash = quoted.indexOf('\\');
        if (backslash < 0) {
            return quoted;
        }
        StringBuilder value = new StringBuilder(quoted.length());
        int copied = 0;
        while (backslash >= 0 && backslash + 1 < quoted.length()) {
            int escaped = escaped(quoted.charAt(backslash + 1));
            if (escaped >= 0) {
                value.append(quoted, copied, backslash).append((char) escaped);
                copied = backslash + 2;
            }
            backslash = quoted.indexOf('\\', backslash + (escaped >= 0 ? 2 : 1));
        }
        return value.append(quoted, copied, quoted.length()).toString();
    }

    private static int escaped(char c) {
        switch (c) {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case '"':
            case '\\':
            case '$':
                return c;
            default:
                return -1;
        }
    }

    /**
     * A value as it is written, in the given style (0: without quotes) if that can hold it. Else in the first of double
     * quotes, single quotes and back-ticks that holds it without an escape but {@code \n}, for other readers of .env
     * files disagree on those; else in double quotes with escapes, which hold everything.
     *
     * @return null for what no text file can hold
     */
    static @Nullable String write(String value, char style) {
        if (!isText(value)) {
            return null;
        }
        boolean bare = isBare(value);
        if (style == 0 && bare) {
            return value;
        }
        if (style == '"' || (style == 0 && holds('"', value))) {
            return doubleQuoted(value);
        }
        if (style != '`' && holds('\'', value)) {
            return "'" + value + "'";
        }
        if (holds('`', value)) {
            return "`" + value + "`";
        }
        return doubleQuoted(value);
    }

    /** Without quotes only what every reader of .env files takes as it stands. */
    private static boolean isBare(String value) {
        int length = value.length();
        if (length == 0) {
            return true;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '#' || c == '$' || c == '\\' || isQuote(c) || c == 0x7F || isOtherBlank(c)) {
                return false;
            }
        }
        return !isBlank(value.charAt(0)) && !isBlank(value.charAt(length - 1));
    }

    /** Blanks and line breaks beyond ASCII, which readers of .env files may trim. */
    private static boolean isOtherBlank(char c) {
        return c >= 0x80 && (Character.isSpaceChar(c) || c == 0x85 || c == '\uFEFF');
    }

    /** Whether a kind of quotes holds a value as it stands, in every reader of .env files; for double quotes after \n. */
    private static boolean holds(char quote, String value) {
        if (value.indexOf(quote) >= 0 || value.indexOf('\r') >= 0) {
            return false;
        }
        return quote == '"'
                ? value.indexOf('\\') < 0 && value.indexOf('$') < 0
                : value.isEmpty() || value.charAt(value.length() - 1) != '\\';
    }

    private static String doubleQuoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 16).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n') {
                quoted.append("\\n");
            } else if (c == '\r') {
                quoted.append("\\r");
            } else if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isText(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
                    return false;
                }
            } else if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private EnvQuotes() {}
}
