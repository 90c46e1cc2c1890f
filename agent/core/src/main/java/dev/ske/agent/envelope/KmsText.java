package dev.ske.agent.envelope;

/**
 * Tells what KMS made by its base64, without decoding it and without making a String of what may be plaintext. A symmetric
 * ciphertext of AWS begins with 01 02 02 00 78 or 01 01 02 00 78, an RSA envelope with 01 and a length.
 */
final class KmsText {
    private static final String MARK = "ENC[";
    private static final String SECOND = "AQICAH";
    private static final String FIRST = "AQECAH";

    /**
     * Base64 digits of the shortest ciphertext of AWS: 136 bytes for one byte of plaintext. (135 bytes stand around a short
     * plaintext where the blob begins with AQECAH, 152 where it begins with AQICAH.)
     */
    static final int LEAST = 182;

    /** How an envelope begins, and the digits that it has at least: length, IV and tag stand around the wrapped data key. */
    private static final String[] ENVELOPES = {"AQEA", "AQGA", "AQIA", "AQBg"};

    private static final int[] ENVELOPE_LEAST = {383, 554, 724, 170};

    /** Whether a text is the ciphertext of a symmetric key, with no {@code ENC[} around it. */
    static boolean isCiphertext(CharSequence text) {
        return begins(text, 0) && text.length() >= LEAST && isBase64(text, 0, text.length());
    }

    /** Whether a text that {@link #isCiphertext} does not know was one before one character of it changed or its end was lost. */
    static boolean isDamagedCiphertext(CharSequence text) {
        if (text.length() < LEAST / 2) {
            return false;
        }
        int firstBad = digits(text, 0);
        if (begins(text, 0)) {
            return firstBad >= LEAST / 2 || digits(text, firstBad + 1) >= LEAST / 2;
        }
        boolean nearly = differences(text, FIRST) == 1 || differences(text, SECOND) == 1;
        return nearly && digits(text, SECOND.length()) >= LEAST / 2;
    }

    /**
     * Whether a text is {@code ENC[} with one character replaced, lost or added, and then what KMS made; the closing bracket
     * may be missing.
     *
     * @param same how many characters of {@code ENC[} it begins with; less than all
     */
    static boolean isNearMiss(CharSequence text, int same) {
        return (continues(text, same + 1, same + 1) && isMade(text, MARK.length()))
                || (continues(text, same, same + 1) && isMade(text, MARK.length() - 1))
                || (continues(text, same + 1, same) && isMade(text, MARK.length() + 1));
    }

    /** Whether the text goes on at {@code from} as {@link #MARK} does at {@code markFrom}, to its end. */
    private static boolean continues(CharSequence text, int from, int markFrom) {
        int length = MARK.length() - markFrom;
        if (text.length() < from + length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(from + i) != MARK.charAt(markFrom + i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all from {@code from} on, but for a closing bracket, is what KMS made. */
    private static boolean isMade(CharSequence text, int from) {
        int to = text.length() - (text.charAt(text.length() - 1) == ']' ? 1 : 0);
        int least = begins(text, from) ? LEAST : Integer.MAX_VALUE;
        for (int i = 0; i < ENVELOPES.length; i++) {
            if (begins(text, from, ENVELOPES[i])) {
                least = ENVELOPE_LEAST[i];
            }
        }
        return digits(text, from) >= least && isBase64(text, from, to);
    }

    private static boolean begins(CharSequence text, int from) {
        return begins(text, from, SECOND) || begins(text, from, FIRST);
    }

    private static boolean begins(CharSequence text, int from, String beginning) {
        for (int i = 0; i < beginning.length(); i++) {
            if (from + i >= text.length() || text.charAt(from + i) != beginning.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int differences(CharSequence text, String beginning) {
        int differences = 0;
        for (int i = 0; i < beginning.length(); i++) {
            differences += text.charAt(i) == beginning.charAt(i) ? 0 : 1;
        }
        return differences;
    }

    /** Whether digits and right padding are all there is; the bits that the last digit has too many do not count. */
    private static boolean isBase64(CharSequence text, int from, int to) {
        int digits = digits(text, from);
        int padding = to - from - digits;
        for (int i = from + digits; i < to; i++) {
            if (text.charAt(i) != '=') {
                return false;
            }
        }
        return digits % 4 != 1 && padding >= 0 && padding <= 2 && (padding == 0 || (digits + padding) % 4 == 0);
    }

    /** How many digits stand in a row from {@code from} on. */
    private static int digits(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Base64.isDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private KmsText() {}
}
