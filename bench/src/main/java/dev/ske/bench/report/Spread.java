package dev.ske.bench.report;

import java.util.List;

/**
 * Several measurements of one thing, in one unit.
 *
 * @param median the middle one
 * @param low the quarter of them is below
 * @param high the quarter of them is above
 * @param runs how many there are
 */
public record Spread(double median, double low, double high, int runs) {
    /** Of at least one measurement. */
    public static Spread of(List<Double> measured) {
        List<Double> sorted = measured.stream().sorted().toList();
        int runs = sorted.size();
        double median = (sorted.get((runs - 1) / 2) + sorted.get(runs / 2)) / 2;
        return new Spread(median, sorted.get(runs / 4), sorted.get(runs - 1 - runs / 4), runs);
    }
}
