package dev.ske.agent.document;

/**
 * What a plain YAML scalar is, by the core schema of YAML 1.2: {@code null}, {@code ~} and nothing; {@code true} and
 * {@code false}; whole numbers in decimal, {@code 0o} octal and {@code 0x} hexadecimal; decimal fractions with an
 * exponent, {@code .inf} and {@code .nan}; words in lower case, Capitalised or UPPER case. All else is text, also what
 * YAML 1.1 took for something else: {@code yes}, {@code on}, {@code 1_000}, {@code 12:30:00}, {@code 2001-12-14}.
 */
final class YamlKinds {
    static Entry.Kind of(String plain) {
        if (plain.isEmpty() || plain.equals("~")) {
            return Entry.Kind.NULL;
        }
        char first = plain.charAt(0);
        if (first == 'n' || first == 'N') {
            return word(plain, "null") ? Entry.Kind.NULL : Entry.Kind.STRING;
        }
        if (first == 't' || first == 'T' || first == 'f' || first == 'F') {
            return word(plain, "true") || word(plain, "false") ? Entry.Kind.BOOLEAN : Entry.Kind.STRING;
        }
        if (first == '.' || first == '-' || first == '+' || digit(first)) {
            return number(plain) ? Entry.Kind.NUMBER : Entry.Kind.STRING;
        }
        return Entry.Kind.STRING;
    }

    private static boolean number(String text) {
        if (text.startsWith("0o")) {
            return only(text, "01234567");
        }
        if (text.startsWith("0x")) {
            return only(text, "0123456789abcdefABCDEF");
        }
        if (text.equals(".nan") || text.equals(".NaN") || text.equals(".NAN")) {
            return true;
        }
        String digits = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
        if (word(digits, ".inf")) {
            return true;
        }
        int whole = digits(digits, 0);
        int at = whole;
        if (at < digits.length() && digits.charAt(at) == '.') {
            at = digits(digits, at + 1);
            if (at == 1) {
                return false;
            }
        } else if (whole == 0) {
            return false;
        }
        if (at < digits.length() && (digits.charAt(at) == 'e' || digits.charAt(at) == 'E')) {
            at++;
            if (at < digits.length() && (digits.charAt(at) == '-' || digits.charAt(at) == '+')) {
                at++;
            }
            int exponent = at;
            at = digits(digits, at);
            if (at == exponent) {
                return false;
            }
        }
        return at == digits.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean only(String text, String digits) {
        for (int i = 2; i < text.length(); i++) {
            if (digits.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.length() > 2;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether the text is the word, its Capitalised or its UPPER case form. */
    private static boolean word(String text, String word) {
        int first = word.charAt(0) == '.' ? 1 : 0;
        if (text.length() != word.length() || !text.equalsIgnoreCase(word)) {
            return false;
        }
        boolean upper = upper(text.charAt(first + 1));
        for (int i = first + 1; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80 || upper(text.charAt(i)) != upper) {
                return false;
            }
        }
        return !upper || upper(text.charAt(first));
    }

    private static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private YamlKinds() {}
}
