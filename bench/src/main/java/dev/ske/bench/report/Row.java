package dev.ske.bench.report;

import java.util.Optional;

/**
 * One line of the table.
 *
 * @param part the part of the run: {@code starts}, {@code reads}, {@code memory}
 * @param setting in which JVM: {@code JDK 17}, {@code JDK 25, AOT cache}, ...
 * @param what what was measured
 * @param against what ran beside it, in turns
 * @param unit of both: {@code ms}, {@code ms CPU}, {@code ns}, {@code MB}, ...
 * @param value what was measured
 * @param base the same of the other; empty where there is no other
 * @param ratio the median of the ratios of the pairs; 0 where there is no other
 * @param budget what is promised; empty where nothing is
 */
public record Row(
        String part,
        String setting,
        String what,
        String against,
        String unit,
        Spread value,
        Optional<Spread> base,
        double ratio,
        Optional<Budget> budget) {
    /** Whether what is promised was measured; nothing without a budget. */
    public Optional<Boolean> met() {
        return budget.map(limit -> measured(limit.of()) <= limit.most());
    }

    /** The figure that a limit of this kind is compared with. */
    double measured(Budget.Of of) {
        return switch (of) {
            case RATIO -> ratio;
            case DIFFERENCE -> value.median() - base.map(Spread::median).orElse(0.0);
            case VALUE -> value.median();
        };
    }
}
