package dev.ske.bench.read;

import dev.ske.bench.Scratch;
import dev.ske.bench.report.Budget;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import dev.ske.bench.report.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs all subjects in turns, each second round backwards, so that what the machine does meanwhile meets all alike. Compared
 * are figures of one round.
 */
final class Turns {
    /** What becomes a row. */
    private record Line(
            String setting,
            String what,
            String against,
            String unit,
            String series,
            String base,
            Optional<Budget> budget) {}

    private final List<Subject> subjects = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private final List<Omission> omissions = new ArrayList<>();

    void add(Subject subject) {
        subjects.add(subject);
    }

    /** A row that stands alone. */
    void row(String setting, String what, String unit, String series) {
        lines.add(new Line(setting, what, "", unit, series, "", Optional.empty()));
    }

    /** A row of nanoseconds compared with another series. */
    void row(String setting, String what, String against, String series, String base, Optional<Budget> budget) {
        lines.add(new Line(setting, what, against, "ns", series, base, budget));
    }

    void run(int rounds) throws InterruptedException {
        Progress progress = new Progress(rounds * subjects.size());
        for (int round = 0; round < rounds; round++) {
            List<Subject> order = new ArrayList<>(subjects);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Subject subject : order) {
                measure(subject);
                progress.done();
            }
        }
    }

    private void measure(Subject subject) throws InterruptedException {
        try {
            subject.measure()
                    .forEach((series, figure) -> figures.computeIfAbsent(series, name -> new ArrayList<>())
                            .add(figure));
        } catch (IOException | IllegalStateException e) {
            leaveOut(subject, String.valueOf(e.getMessage()));
        }
    }

    /** For good: ratios are of one round, so what is there in some rounds only compares with nothing. */
    private void leaveOut(Subject subject, String why) {
        subjects.remove(subject);
        figures.keySet().removeIf(subject::has);
        omissions.add(new Omission(subject.name(), why, subject.ours()));
        if (!Scratch.isEnding()) {
            System.err.println("reads: left out: " + subject.name() + ": " + why);
        }
    }

    /** What was left out. */
    List<Omission> omissions() {
        return omissions;
    }

    /**
     * In the order in which they were asked for; without those of which there is no figure. Where what one is compared with
     * has none, it stands alone, and nothing is promised of it.
     */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Line line : lines) {
            List<Double> own = figures.get(line.series);
            List<Double> other = figures.get(line.base);
            if (own != null) {
                rows.add(other == null ? alone(line, own) : row(line, own, other));
            }
        }
        return rows;
    }

    private static Row alone(Line line, List<Double> own) {
        return new Row(
                ReadsPart.NAME,
                line.setting,
                line.what,
                "",
                line.unit,
                Spread.of(own),
                Optional.empty(),
                0,
                Optional.empty());
    }

    private static Row row(Line line, List<Double> own, List<Double> other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < own.size(); round++) {
            ratios.add(own.get(round) / other.get(round));
        }
        return new Row(
                ReadsPart.NAME,
                line.setting,
                line.what,
                line.against,
                line.unit,
                Spread.of(own),
                Optional.of(Spread.of(other)),
                Spread.of(ratios).median(),
                line.budget);
    }
}
