package dev.ske.agent.config;

/** A length of time as a setting says it: a whole number and its unit, {@code 500ms}, {@code 10s}, {@code 2m}. */
final class Duration {
    /** In milliseconds, more than 0. */
    static long millis(Node node) {
        String text = node.text();
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        String unit = text.substring(digits);
        long factor = unit.equals("ms") ? 1 : unit.equals("s") ? 1_000 : unit.equals("m") ? 60_000 : 0;
        // nine digits are years, and no overflow
        if (factor == 0 || digits == 0 || digits > 9) {
            throw node.invalid(
                    "must be " + Shape.DURATION.expected(),
                    unit.isEmpty() ? "a number needs its unit: ms, s or m" : "whole numbers of ms, s or m");
        }
        long millis = Long.parseLong(text.substring(0, digits)) * factor;
        if (millis == 0) {
            throw node.invalid("must be more than 0", null);
        }
        return millis;
    }

    private Duration() {}
}
