package dev.ske.bench.start;

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
import java.util.function.ToDoubleFunction;

/**
 * Commands that run in turns, each once a round and each second round backwards, so that what the machine does meanwhile
 * meets all alike. Compared are those of one round.
 */
public final class Contest {
    /** Rounds whose median leaves one out that went wrong. */
    private static final int FEWEST = 3;

    /** Two commands of it that are compared. */
    private record Pair(String what, String against, Optional<Budget> budget) {}

    private final String part;
    private final String setting;
    private final int looks;
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();
    private final Map<String, List<Double>> memory = new LinkedHashMap<>();
    private final List<Omission> omissions = new ArrayList<>();
    private int rounds;
    private double seconds;

    /** {@code looks}: how often the memory of each is looked at, which varies little. */
    public Contest(String part, String setting, int rounds, int looks) {
        this.part = part;
        this.setting = setting;
        this.rounds = rounds;
        this.looks = looks;
    }

    /** Compares two commands, without a promise. */
    public Contest pair(Command what, Command against) {
        return pair(what, against, Optional.empty());
    }

    /** Compares the elapsed times of two commands with what is promised of their ratio. */
    public Contest pair(Command what, Command against, Optional<Budget> budget) {
        commands.putIfAbsent(against.name(), against);
        commands.putIfAbsent(what.name(), what);
        pairs.add(new Pair(what.name(), against.name(), budget));
        return this;
    }

    /** For people: what it measures, and how often. */
    @Override
    public String toString() {
        return setting + ": " + String.join("; ", commands.keySet()) + "; " + rounds + " rounds";
    }

    /** Runs each command once, so that files are in the cache of the system; one that does not work is left out. */
    public void rehearse(Meter meter) throws IOException, InterruptedException {
        for (Command command : List.copyOf(commands.values())) {
            try {
                seconds += meter.run(command).elapsed() / 1e3;
            } catch (Broken e) {
                leaveOut(command, e);
            }
        }
    }

    /** Whether nothing is left to be compared. */
    boolean isEmpty() {
        return commands.isEmpty();
    }

    /** About how long it takes; known after the rehearsal. */
    public double seconds() {
        return seconds * (rounds + looks);
    }

    /** Takes {@code share} of the rounds, but no fewer than {@link #FEWEST}. */
    void shorten(double share) {
        rounds = Math.min(rounds, Math.max(FEWEST, (int) (rounds * share)));
    }

    /** Runs all that the rehearsal left, in turns. */
    public void run(Meter meter) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            List<Command> order = new ArrayList<>(commands.values());
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Command command : order) {
                try {
                    Cost cost = meter.run(command);
                    costs.computeIfAbsent(command.name(), name -> new ArrayList<>())
                            .add(cost);
                } catch (Broken e) {
                    leaveOut(command, e);
                }
            }
        }
        for (Command command : List.copyOf(commands.values())) {
            try {
                memory.put(command.name(), Residence.together(command, looks));
            } catch (Broken e) {
                leaveOut(command, e);
            }
        }
    }

    /** What came out, pair by pair. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Pair pair : pairs) {
            List<Cost> ours = costs.getOrDefault(pair.what, List.of());
            List<Cost> theirs = costs.getOrDefault(pair.against, List.of());
            if (!commands.containsKey(pair.what) || !commands.containsKey(pair.against)) {
                continue; // named among the omissions
            }
            rows.add(row(pair, "ms", times(ours, Cost::elapsed), times(theirs, Cost::elapsed), pair.budget));
            rows.add(row(
                    pair, "ms CPU", times(ours, Cost::processor), times(theirs, Cost::processor), Optional.empty()));
            List<Double> ourMemory = memory.getOrDefault(pair.what, List.of());
            List<Double> theirMemory = memory.getOrDefault(pair.against, List.of());
            if (!ourMemory.isEmpty() && !theirMemory.isEmpty()) {
                rows.add(row(pair, "MB", ourMemory, theirMemory, Optional.empty()));
            }
        }
        return rows;
    }

    /** What was left out, in the rehearsal or later. */
    public List<Omission> omissions() {
        return omissions;
    }

    private Row row(Pair pair, String unit, List<Double> ours, List<Double> theirs, Optional<Budget> budget) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(ours.get(round) / theirs.get(round));
        }
        return new Row(
                part,
                setting,
                pair.what,
                pair.against,
                unit,
                Spread.of(ours),
                Optional.of(Spread.of(theirs)),
                Spread.of(ratios).median(),
                budget);
    }

    private void leaveOut(Command command, Broken why) {
        String what = setting + ": " + command.name();
        omissions.add(new Omission(what, String.valueOf(why.getMessage()), command.ours()));
        commands.remove(command.name());
        if (!Scratch.isEnding()) {
            System.err.println(part + ": left out: " + what + ": " + why.getMessage());
        }
    }

    private static List<Double> times(List<Cost> costs, ToDoubleFunction<Cost> which) {
        return costs.stream().map(which::applyAsDouble).toList();
    }
}
