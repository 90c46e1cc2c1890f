package dev.ske.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows to test with. */
final class Rows {
    static final Row MET = row("10 values, .env", 60, 50, 1.2, Optional.of(Budget.ratio(1.5)));
    static final Row MISSED = row("1 value of KMS", 90, 50, 1.8, Optional.of(Budget.ratio(1.6)));
    static final Row FREE = row("no agent", 25, 50, 0.5, Optional.empty());
    static final Row HEAP = row("heap", 5, 2.5, 2, Optional.of(Budget.difference(3)));
    static final Row JAR = new Row(
            "memory",
            "every JDK",
            "ske-agent.jar",
            "",
            "MB",
            Spread.of(List.of(16.5)),
            Optional.empty(),
            0,
            Optional.of(Budget.value(16)));

    static Row row(String what, double value, double base, double ratio, Optional<Budget> budget) {
        return new Row(
                "starts",
                "JDK 17",
                what,
                "empty agent",
                "ms",
                Spread.of(List.of(value - 1, value, value + 1, value + 20)),
                Optional.of(Spread.of(List.of(base))),
                ratio,
                budget);
    }

    static Report report(Row... rows) {
        return new Report(
                new TreeMap<>(Map.of("day", "2026-01-02")),
                List.of(rows),
                List.of(Omission.absent("Jasypt", "there is no \"Maven\"")));
    }

    private Rows() {}
}
