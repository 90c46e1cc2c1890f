package dev.ske.agent.config;

/** A length of time as a setting says it: a whole number and its unit, {@code 500ms}, {@code 10s}, {@code 15m}, {@code 1h}. */
final class Duration {
    /** Ten years: whatever is added to or multiplied with it in nanoseconds does not overflow. */
    private static final long LONGEST = 3650 * 86_400_000L;

    /** In milliseconds, more than 0. */
    static long millis(Node node) {
        String text = node.text();
        int digits = Digits.leading(text);
        long factor = factor(text.substring(digits));
        // nine digits are years, and no overflow
        if (factor == 0 || digits == 0 || digits > 9) {
            throw node.invalid(
                    "must be " + Shape.DURATION.expected(),
                    digits == text.length()
                            ? "a number needs its unit: ms, s, m, h or d"
                            : "whole numbers of ms, s, m, h or d");
        }
        long millis = Long.parseLong(text.substring(0, digits)) * factor;
        if (millis == 0) {
            throw node.invalid("must be more than 0", null);
        }
        return millis;
    }

    /** The same where it is the time between things that happen again and again. */
    static long periodMillis(Node node, long least) {
        long millis = millis(node);
        if (millis < least || millis > LONGEST) {
            throw node.invalid("must be from " + least + "ms to 3650d", null);
        }
        return millis;
    }

    private static long factor(String unit) {
        switch (unit) {
            case "ms":
                return 1;
            case "s":
                return 1_000;
            case "m":
                return 60_000;
            case "h":
                return 3_600_000;
            case "d":
                return 86_400_000;
            default:
                return 0;
        }
    }

    private Duration() {}
}
