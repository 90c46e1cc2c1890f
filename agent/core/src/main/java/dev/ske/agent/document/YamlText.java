package dev.ske.agent.document;

/** Writes scalars so that every YAML reader, of 1.1 or 1.2, reads the same text back. */
final class YamlText {
    /** What YAML 1.1 and 1.2 readers take for a boolean or null, in any case. */
    private static final String WORDS = " y n yes no on off true false null ";

    /** Letters that no number, date or time holds: with one of them, a text that begins with a digit stays a text. */
    private static final String NEVER_IN_NUMBERS = "ghijklmnpqrsuvwyGHIJKLMNPQRSUVWY";

    /** A new value for a place: quoted as the old one if that can hold it, always in one line. */
    static String write(Document.Value value, YamlNode old, String document) {
        String text = value.text();
        if (value.kind() != Entry.Kind.STRING) {
            return text + headComment(old, document);
        }
        if (old.style == '"') {
            return doubleQuoted(text);
        }
        if (old.style == '\'') {
            return singleQuoted(text);
        }
        boolean plain = old.children == null && plain(text, old.flow);
        return (plain ? text : doubleQuoted(text)) + headComment(old, document);
    }

    /** A text that has no place yet: a new key, or a new value. */
    static String fresh(String text, boolean flow) {
        return plain(text, flow) ? text : doubleQuoted(text);
    }

    /** The comment that stands behind a block scalar's {@code |}, which is part of the span that is replaced. */
    private static String headComment(YamlNode old, String document) {
        if (old.style != '|' && old.style != '>') {
            return "";
        }
        for (int i = old.start; i < old.end; i++) {
            char c = document.charAt(i);
            if (c == '\n' || c == '\r') {
                break;
            }
            if (c == '#') {
                int end = i;
                while (end < old.end && "\r\n".indexOf(document.charAt(end)) < 0) {
                    end++;
                }
                return " " + document.substring(i, end);
            }
        }
        return "";
    }

    private static boolean plain(String text, boolean flow) {
        if (text.isEmpty() || !beginsPlain(text) || WORDS.contains(" " + lower(text) + " ")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i + 1 == text.length();
            if (c < ' ' || (c > '~' && !Character.isLetter(c))) {
                return false;
            }
            if (c == ' ' && (last || text.charAt(i + 1) == '#')) {
                return false;
            }
            if (c == ':' && (last || text.charAt(i + 1) == ' ')) {
                return false;
            }
            if (flow && ",[]{}:?".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsPlain(String text) {
        char first = text.charAt(0);
        if (first >= '0' && first <= '9') {
            for (int i = 1; i < text.length(); i++) {
                if (NEVER_IN_NUMBERS.indexOf(text.charAt(i)) >= 0) {
                    return true;
                }
            }
            return false;
        }
        return Character.isLetter(first) || first == '_' || first == '/' || first == '$';
    }

    /** Lower case for short ASCII words; a longer text is no such word. */
    private static String lower(String text) {
        if (text.length() > 5) {
            return "-";
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return out.toString();
    }

    private static String singleQuoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaped(c)) {
                return doubleQuoted(text);
            }
            out.append(c);
            if (c == '\'') {
                out.append(c);
            }
        }
        return out.append('\'').toString();
    }

    private static String doubleQuoted(String text) {
        if (Surrogates.loneIn(text) >= 0) {
            throw new IllegalArgumentException("half of a surrogate pair");
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int which = "\"\\\n\r\t".indexOf(c);
            if (which >= 0) {
                out.append('\\').append("\"\\nrt".charAt(which));
            } else if (escaped(c)) {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit((c >> shift) & 15, 16));
                }
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Control characters, and what some reader takes for a line break, a BOM or no character at all. */
    private static boolean escaped(char c) {
        return c < ' '
                || (c > '~' && c <= 0xA0)
                || c == 0x2028
                || c == 0x2029
                || c == 0xFEFF
                || c == 0xFFFE
                || c == 0xFFFF;
    }

    private YamlText() {}
}
