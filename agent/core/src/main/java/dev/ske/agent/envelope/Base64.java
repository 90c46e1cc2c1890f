package dev.ske.agent.envelope;

import java.nio.charset.StandardCharsets;

/**
 * Strict base64 (RFC 4648, standard alphabet): padding is complete or absent, the bits that the last character has too many
 * are zero, and nothing else may stand in the text. So that no two texts are one value. For ciphertext only: it is not
 * constant-time.
 */
final class Base64 {
    private static final byte[] VALUES = new byte[256];

    static {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = -1;
        }
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    /** The number of bytes that {@code text} from {@code from} to {@code to} holds; -1 if its length or padding is wrong. */
    static int length(String text, int from, int to) {
        int end = withoutPadding(text, from, to);
        int rest = (end - from) % 4;
        if ((end < to && (to - from) % 4 != 0) || rest == 1) {
            return -1;
        }
        return (end - from) / 4 * 3 + (rest == 0 ? 0 : rest - 1);
    }

    /** Decodes to {@code bytes}, which has the right length: the index of the first bad character, or -1 if there is none. */
    static int decode(String text, int from, int to, byte[] bytes) {
        int end = withoutPadding(text, from, to);
        // one call for all characters; what is none of the charset's becomes a question mark, which is no digit
        byte[] digits = text.substring(from, end).getBytes(StandardCharsets.ISO_8859_1);
        if (digits.length != end - from) {
            return firstBad(text, from, end); // a pair of surrogates is one question mark
        }
        byte[] values = VALUES;
        int at = 0;
        int filled = 0;
        for (; digits.length - at >= 4; at += 4) {
            int bits = values[digits[at] & 0xFF] << 18
                    | values[digits[at + 1] & 0xFF] << 12
                    | values[digits[at + 2] & 0xFF] << 6
                    | values[digits[at + 3] & 0xFF];
            if (bits < 0) {
                return firstBad(text, from + at, end);
            }
            bytes[filled] = (byte) (bits >> 16);
            bytes[filled + 1] = (byte) (bits >> 8);
            bytes[filled + 2] = (byte) bits;
            filled += 3;
        }
        int left = digits.length - at;
        if (left == 0) {
            return -1;
        }
        int bits = values[digits[at] & 0xFF] << 12
                | values[digits[at + 1] & 0xFF] << 6
                | (left == 3 ? values[digits[at + 2] & 0xFF] : 0);
        if (bits < 0) {
            return firstBad(text, from + at, end);
        }
        bytes[filled] = (byte) (bits >> 10);
        if (left == 3) {
            bytes[filled + 1] = (byte) (bits >> 2);
        }
        return (bits & (left == 3 ? 0x3 : 0x3FF)) == 0 ? -1 : end - 1;
    }

    /** Whether {@link #decode} would succeed. */
    static boolean valid(String text, int from, int to) {
        if (length(text, from, to) < 0) {
            return false;
        }
        int end = withoutPadding(text, from, to);
        if (firstBad(text, from, end) >= 0) {
            return false;
        }
        int rest = (end - from) % 4;
        return rest == 0 || (value(text, end - 1) & (rest == 3 ? 0x3 : 0xF)) == 0;
    }

    private static int firstBad(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value(text, i) < 0) {
                return i;
            }
        }
        return -1;
    }

    static boolean isDigit(char c) {
        return c < 128 && VALUES[c] >= 0;
    }

    /** Six bits, or negative. */
    private static int value(String text, int at) {
        char c = text.charAt(at);
        return c < 128 ? VALUES[c] : -1;
    }

    private static int withoutPadding(String text, int from, int to) {
        int end = to;
        while (end > from && to - end < 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        return end;
    }

    private Base64() {}
}
