package dev.ske.agent.helper;

/**
 * What a helper printed, made fit for our messages: printable ASCII only, and three dots for every run of 16 characters or
 * more in which a key, a ciphertext, a token or a value in base64 or hex could stand, and for what stands before an {@code @}
 * in an address. Exceptions keep their class names, which are letters and end in Error or Exception.
 */
final class Scrubbed {
    private static final int RUN = 16;
    private static final String DOTS = "...";

    /**
     * The lines of {@code text}, separated by semicolons.
     *
     * @param cutBefore whether more stood before it: a run at its beginning may be the end of a longer one then
     * @param cutAfter whether more follows
     */
    static String of(byte[] text, int length, boolean cutBefore, boolean cutAfter) {
        StringBuilder out = new StringBuilder(length);
        int at = 0;
        while (at < length) {
            int host = host(text, at, length);
            int end = at;
            while (end < length && isOfRun(text[end])) {
                end++;
            }
            if (host > at) {
                out.append("//").append(DOTS).append('@');
                at = host;
            } else if (end > at) {
                boolean cut = (cutBefore && at == 0) || (cutAfter && end == length);
                run(text, at, end, cut, out);
                at = end;
            } else {
                other(text[at++], out);
            }
        }
        return trimmed(out);
    }

    /** The end of a text, at most so many characters of it; no run that was replaced is cut. */
    static String last(String text, int most) {
        return text.length() <= most ? text : DOTS + text.substring(text.length() - most + DOTS.length());
    }

    /** Where the host begins if user and password stand at {@code at}, after two slashes; else {@code at}. */
    private static int host(byte[] text, int at, int length) {
        int host = at;
        if (at + 1 < length && text[at] == '/' && text[at + 1] == '/') {
            for (int i = at + 2; i < length && text[i] != '\n'; i++) {
                host = text[i] == '@' ? i + 1 : host;
            }
        }
        return host;
    }

    /** The characters of base64 in both alphabets, which those of hex are among, as they are or as a URL has them. */
    private static boolean isOfRun(byte b) {
        boolean sign = b == '+' || b == '/' || b == '=' || b == '-' || b == '_' || b == '%';
        return isLetter(b) || (b >= '0' && b <= '9') || sign;
    }

    private static boolean isLetter(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static void run(byte[] text, int from, int to, boolean cut, StringBuilder out) {
        if (cut || (to - from >= RUN && !isThrowable(text, from, to))) {
            out.append(DOTS);
            return;
        }
        for (int i = from; i < to; i++) {
            out.append((char) text[i]);
        }
    }

    private static boolean isThrowable(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isLetter(text[i])) {
                return false;
            }
        }
        return endsWith(text, to, "Error") || endsWith(text, to, "Exception");
    }

    private static boolean endsWith(byte[] text, int end, String suffix) {
        for (int i = 0; i < suffix.length(); i++) {
            if (text[end - suffix.length() + i] != suffix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static void other(byte b, StringBuilder out) {
        int length = out.length();
        if (b == '\n') {
            if (length > 0 && out.charAt(length - 1) != ' ') {
                out.append("; ");
            }
        } else if (b == ' ' || b == '\t') {
            if (length > 0 && out.charAt(length - 1) != ' ') {
                out.append(' ');
            }
        } else if (b != '\r') {
            out.append(b > ' ' && b < 0x7f ? (char) b : '?');
        }
    }

    private static String trimmed(StringBuilder text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == ';')) {
            end--;
        }
        return text.substring(0, end);
    }

    private Scrubbed() {}
}
