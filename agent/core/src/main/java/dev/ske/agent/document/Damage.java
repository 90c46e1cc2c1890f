package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Place;
import org.jspecify.annotations.Nullable;

/**
 * Tells an encrypted value that was damaged from other text. A single flipped bit may turn a char of {@code ENC[...]}
 * into a quote, a line break, a control character or no character at all; what then fails is the document's syntax, but
 * what is wrong is the value, and the failure must say so and name it.
 */
public final class Damage {
    private static final String OPENING = "ENC[v2:";
    private static final int MARK = 4; // of OPENING: what values in the format of KMS begin with, too
    private static final int WINDOW = 64; // chars after the opening of which BASE64 or more must be base64 digits
    private static final int BASE64 = 40;
    private static final int LOOK_BACK = 1 << 16;
    private static final int LOOK_AHEAD = 1 << 10;
    private static final int LONGEST_NAME = 256;

    /**
     * Whether a value is {@code ENC[...]} or was before one char of it changed or its end was cut off. Looks at a few
     * chars only; values that other tools write as {@code ENC[} are meant too.
     */
    public static boolean looksEncrypted(String value) {
        int length = value.length();
        if (value.startsWith("ENC[")) {
            return true;
        }
        if (length < OPENING.length() + 1 || value.charAt(length - 1) != ']' || mismatches(value, 0, MARK) != 1) {
            return false;
        }
        return value.startsWith("v2:", MARK) || (length > MARK + BASE64 && base64Digits(value, MARK, BASE64) == BASE64);
    }

    /** The failure that a syntax error is in truth: damage to an encrypted value at or before its place; null if not. */
    static @Nullable Failure behind(SyntaxError error, String text, Lines lines) {
        return near(error.offset(), error.path(), text, lines);
    }

    /** As {@link #behind}, for bytes at this place that are no text. */
    static @Nullable Failure near(int offset, @Nullable EntryPath path, String text, Lines lines) {
        int token = damagedToken(text, Math.min(offset, text.length()));
        return token < 0 ? null : damaged(name(path, text, token, lines), lines.at(token));
    }

    /**
     * Refuses an encrypted value into which its damage has drawn text that follows it: its last char became the escape
     * of a quote or a line break. Its neighbours may be missing then, whoever reads the value itself.
     */
    static void refuseOverrun(Entry entry, String text, Lines lines) {
        int added = entry.end() - entry.start() - entry.value().length();
        if (added != 0
                && (added != 2 || !EnvQuotes.isQuote(text.charAt(entry.start())))
                && entry.kind() == Entry.Kind.STRING
                && lines.lineOf(entry.start()) != lines.lineOf(entry.end())
                && !isWhole(entry.value(), 0)) {
            throw damaged(entry.path().toString(), entry.place());
        }
    }

    static Failure damaged(@Nullable String name, Place place) {
        return new Failure(
                Code.VALUE_MALFORMED,
                "cannot open " + (name == null ? "a value" : name) + " (" + place + "): the encrypted value is damaged",
                "take the line from a backup or from version control, or set the value again");
    }

    /** The last damaged value that begins before a place or at it, else the first one after it in its line; -1 if none. */
    private static int damagedToken(String text, int offset) {
        for (int i = Math.min(offset, text.length() - 1); i >= 0 && i > offset - LOOK_BACK; i--) {
            if (isDamagedToken(text, i)) {
                return i;
            }
        }
        for (int i = offset + 1; i < text.length() && i < offset + LOOK_AHEAD && text.charAt(i) != '\n'; i++) {
            if (isDamagedToken(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isDamagedToken(String text, int at) {
        if (text.length() - at < OPENING.length() + BASE64 || (at > 0 && isBase64Digit(text.charAt(at - 1)))) {
            return false;
        }
        int body;
        if (mismatches(text, at, OPENING.length()) <= 1) {
            body = at + OPENING.length();
        } else if (startsWithMark(text, at)) {
            body = at + MARK;
        } else {
            return false;
        }
        return base64Digits(text, body, WINDOW) >= BASE64
                && !text.startsWith("ENC[AES256_GCM,", at)
                && !isWhole(text, at);
    }

    /** {@code ENC[}, or that with one char which is no base64 digit: else each {@code ENC} in base64 would do. */
    private static boolean startsWithMark(String text, int at) {
        int mismatches = mismatches(text, at, MARK);
        if (mismatches > 1) {
            return false;
        }
        for (int i = 0; mismatches == 1 && i < MARK; i++) {
            if (text.charAt(at + i) != OPENING.charAt(i)) {
                return !isBase64Digit(text.charAt(at + i));
            }
        }
        return true;
    }

    /** Whether {@code ENC[...]} begins here and ends, with nothing in it but its version, base64 and folded lines. */
    private static boolean isWhole(String text, int at) {
        if (!text.startsWith("ENC[", at)) {
            return false;
        }
        int i = at + (text.startsWith(OPENING, at) ? OPENING.length() : MARK);
        int padding = 0;
        while (i < text.length() && text.charAt(i) != ']') {
            char c = text.charAt(i);
            if (c == '=' && padding < 2) {
                padding++;
                i++;
            } else if (isBase64Digit(c) && padding == 0) {
                i++;
            } else {
                int next = afterFold(text, i);
                if (next == i) {
                    return false;
                }
                i = next;
            }
        }
        return i < text.length();
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

    /** The parser's path if it ends in the name before the value in its line, for the parser may be one entry ahead. */
    private static @Nullable String name(@Nullable EntryPath path, String text, int token, Lines lines) {
        String written = nameBefore(text, lines.start(lines.lineOf(token)), token);
        if (path != null && (written == null || endsWith(path, written))) {
            return path.toString();
        }
        return written;
    }

    private static boolean endsWith(EntryPath path, String name) {
        for (int i = path.parts().size() - 1; i >= 0; i--) {
            Object part = path.parts().get(i);
            if (part instanceof String) {
                return part.equals(name);
            }
        }
        return false;
    }

    private static @Nullable String nameBefore(String text, int lineStart, int token) {
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
        return c == ' ' || c == '\t' || c == ':' || c == '=' || c == '"' || c == '\'' || c == '`' || c == '[';
    }

    private static boolean isBeforeName(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '{' || c == ',' || c == '\uFEFF';
    }

    private static int mismatches(String text, int at, int length) {
        int mismatches = 0;
        for (int i = 0; i < length; i++) {
            if (text.charAt(at + i) != OPENING.charAt(i) && ++mismatches > 1) {
                break;
            }
        }
        return mismatches;
    }

    private static int base64Digits(String text, int from, int length) {
        int digits = 0;
        for (int i = from; i < from + length && i < text.length(); i++) {
            if (isBase64Digit(text.charAt(i))) {
                digits++;
            }
        }
        return digits;
    }

    private static boolean isBase64Digit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private Damage() {}
}
