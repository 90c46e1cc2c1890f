package dev.ske.agent.document;

import org.jspecify.annotations.Nullable;

/** Finds the damaged {@code ENC[...]} in the raw text of a document of any format. */
final class DamagedToken {
    private static final String OPENING = "ENC[v2:";
    private static final int MARK = 4; // of OPENING: what values in the format of KMS begin with, too
    private static final int WINDOW = 64; // chars after the opening of which BASE64 or more must be base64 digits
    private static final int BASE64 = 40;
    private static final int LOOK_BACK = 1 << 16;
    private static final int LOOK_AHEAD = 1 << 10;
    private static final int LONGEST_NAME = 256;

    /**
     * Where the last damaged value begins that stands before a place or at it, or else the first one after it in its line.
     * An ordinary text that mentions {@code ENC[...]} is none: it takes base64 behind it.
     *
     * @return -1 if there is none
     */
    static int find(String text, int offset) {
        for (int i = Math.min(offset, text.length() - 1); i >= 0 && i > offset - LOOK_BACK; i--) {
            if (isDamaged(text, i)) {
                return i;
            }
        }
        for (int i = offset + 1; i < text.length() && i < offset + LOOK_AHEAD && text.charAt(i) != '\n'; i++) {
            if (isDamaged(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDamaged(String text, int at) {
        if (text.length() - at < OPENING.length() + BASE64 || (at > 0 && isBase64Digit(text.charAt(at - 1)))) {
            return false;
        }
        int body = body(text, at);
        return body > 0
                && base64Digits(text, body, WINDOW) >= BASE64
                && !text.startsWith("ENC[AES256_GCM,", at)
                && !isWhole(text, at);
    }

    /** Where the base64 begins after an opening of which at most one char is wrong; -1 if none is here. */
    private static int body(String text, int at) {
        int wrong = -1;
        int i = 0;
        while (i < OPENING.length()) {
            if (text.charAt(at + i) != OPENING.charAt(i)) {
                if (wrong >= 0) {
                    break;
                }
                wrong = i;
            }
            i++;
        }
        if (i == OPENING.length()) {
            return at + i;
        }
        // without a version: with a wrong char that is a base64 digit, each ENC inside base64 would do
        return i < MARK || (wrong < MARK && isBase64Digit(text.charAt(at + wrong))) ? -1 : at + MARK;
    }

    /** Whether {@code ENC[...]} begins here and ends, with nothing in it but its version, base64 and folded lines. */
    static boolean isWhole(String text, int at) {
        if (!text.startsWith("ENC[", at)) {
            return false;
        }
        int end = base64End(text, at + (text.startsWith(OPENING, at) ? OPENING.length() : MARK));
        return end < text.length() && text.charAt(end) == ']';
    }

    /**
     * The text with the first wrong char of a value replaced by one that could have stood there.
     *
     * @return null where that does not make the value whole
     */
    static @Nullable String repaired(String text, int at) {
        int body = body(text, at);
        StringBuilder repaired = new StringBuilder(text);
        repaired.replace(at, body, OPENING.substring(0, body - at));
        int end = base64End(text, body);
        if (end < text.length() && text.charAt(end) != ']') {
            char next = end + 1 < text.length() ? text.charAt(end + 1) : '\n';
            boolean inside = isBase64Digit(next) || next == ']' || next == '=';
            char digit = text.charAt(end - 1) == '=' ? '=' : 'A';
            repaired.setCharAt(end, inside ? digit : ']');
        }
        String whole = repaired.toString();
        return isWhole(whole, at) ? whole : null;
    }

    /** Index of the first char that is neither base64 nor part of a folded line. */
    private static int base64End(String text, int from) {
        int i = from;
        int padding = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '=' && padding < 2) {
                padding++;
                i++;
            } else if (isBase64Digit(c) && padding == 0) {
                i++;
            } else {
                int next = afterFold(text, i);
                if (next == i) {
                    break;
                }
                i = next;
            }
        }
        return i;
    }

    /** Index after a line break that an escape or the next line's indentation makes part of one value; else the same. */
    private static int afterFold(String text, int at) {
        int i = at;
        boolean escaped = text.charAt(i) == '\\';
        if (escaped) {
            i++;
        }
        int lineBreak = i;
        while (i < text.length() && (text.charAt(i) == '\r' || text.charAt(i) == '\n')) {
            i++;
        }
        int indent = i;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return indent > lineBreak && (escaped || i > indent) ? i : at;
    }

    /** The name that stands before a value in its line; null if none does. */
    static @Nullable String nameBefore(String text, int lineStart, int token) {
        int end = token;
        boolean separated = false;
        while (end > lineStart && isBetween(text.charAt(end - 1))) {
            end--;
            separated |= text.charAt(end) == ':' || text.charAt(end) == '=';
        }
        int start = end;
        while (start > lineStart && end - start <= LONGEST_NAME && !isBeforeName(text.charAt(start - 1))) {
            start--;
        }
        return start == end || !separated || end - start > LONGEST_NAME ? null : text.substring(start, end);
    }

    private static boolean isBetween(char c) {
        return c == ' ' || c == '\t' || c == ':' || c == '=' || c == '[' || EnvQuotes.isQuote(c);
    }

    private static boolean isBeforeName(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '{' || c == ',' || c == '\uFEFF';
    }

    /** How many of so many chars are base64 digits. */
    static int base64Digits(String text, int from, int length) {
        int digits = 0;
        for (int i = from; i < from + length && i < text.length(); i++) {
            digits += isBase64Digit(text.charAt(i)) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isBase64Digit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private DamagedToken() {}
}
