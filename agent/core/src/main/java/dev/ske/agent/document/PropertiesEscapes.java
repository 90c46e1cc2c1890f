package dev.ske.agent.document;

/** The escapes of {@link java.util.Properties}. */
final class PropertiesEscapes {
    /**
     * What {@code \t \n \r \f} and {@code \}{@code uXXXX} stand for; any other escaped char is itself.
     *
     * @throws NumberFormatException for anything but four hexadecimal digits after {@code \}{@code u}
     */
    static String unescape(String escaped) {
        int backslash = escaped.indexOf('\\');
        if (backslash < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder(escaped.length()).append(escaped, 0, backslash);
        for (int i = backslash; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\' || ++i == escaped.length()) {
                text.append(c);
            } else if (escaped.charAt(i) == 'u') {
                text.append(hex(escaped, i + 1));
                i += 4;
            } else {
                text.append(plain(escaped.charAt(i)));
            }
        }
        return text.toString();
    }

    private static char plain(char escaped) {
        switch (escaped) {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            default:
                return escaped;
        }
    }

    private static char hex(String text, int from) {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < text.length() && text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                throw new NumberFormatException();
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    /** A name or value in ASCII, so that readers of UTF-8 and of ISO-8859-1 read the same. */
    static String escape(String text, boolean name) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\t':
                    escaped.append("\\t");
                    break;
                case '\n':
                    escaped.append("\\n");
                    break;
                case '\r':
                    escaped.append("\\r");
                    break;
                case '\f':
                    escaped.append("\\f");
                    break;
                case '\\':
                    escaped.append("\\\\");
                    break;
                case ' ':
                case '=':
                case ':':
                case '#':
                case '!':
                    // inside a value they mean nothing
                    escaped.append(name || i == 0 ? "\\" : "").append(c);
                    break;
                default:
                    if (c < ' ' || c > '~') {
                        String hex = Integer.toHexString(c);
                        escaped.append("\\u")
                                .append("0000", 0, 4 - hex.length())
                                .append(hex);
                    } else {
                        escaped.append(c);
                    }
            }
        }
        return escaped.toString();
    }

    private PropertiesEscapes() {}
}
