package dev.ske.agent.document;

/** JSON's blanks and strings, shared by reading and writing. */
final class JsonText {
    /** Index after a BOM, if there is one. */
    static int begin(String text) {
        return text.startsWith("\uFEFF") ? 1 : 0;
    }

    static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** A value as JSON has it: a text in quotes, all else bare. */
    static String write(Document.Value value) {
        return value.kind() == Entry.Kind.STRING ? quote(value.text()) : value.text();
    }

    /** A text in quotes, with the escapes that RFC 8259 demands and no others. */
    static String quote(String text) {
        if (Surrogates.loneIn(text) >= 0) {
            throw new IllegalArgumentException("half of a surrogate pair");
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int which = "\"\\\b\f\n\r\t".indexOf(c);
            if (which >= 0) {
                out.append('\\').append("\"\\bfnrt".charAt(which));
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private JsonText() {}
}
