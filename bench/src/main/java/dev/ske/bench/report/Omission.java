package dev.ske.bench.report;

/**
 * What is not in the table, and why.
 *
 * @param what as a row would be called
 * @param reason for people
 * @param failed whether it should have worked; else it just cannot be had here
 */
public record Omission(String what, String reason, boolean failed) {
    /** What cannot be had here. */
    public static Omission absent(String what, String reason) {
        return new Omission(what, reason, false);
    }

    /** What was tried and did not work as it should. */
    public static Omission failed(String what, String reason) {
        return new Omission(what, reason, true);
    }
}
