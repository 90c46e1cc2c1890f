package dev.ske.bench.report;

/**
 * What is promised of a measurement.
 *
 * @param of what the limit is compared with
 * @param most the limit itself, a multiple or in the unit of the row
 */
public record Budget(Of of, double most) {
    /** What the limit is compared with. */
    public enum Of {
        /** How many times the other's. */
        RATIO,
        /** How much more than the other's. */
        DIFFERENCE,
        /** The measurement alone. */
        VALUE
    }

    public static Budget ratio(double most) {
        return new Budget(Of.RATIO, most);
    }

    public static Budget difference(double most) {
        return new Budget(Of.DIFFERENCE, most);
    }

    public static Budget value(double most) {
        return new Budget(Of.VALUE, most);
    }
}
