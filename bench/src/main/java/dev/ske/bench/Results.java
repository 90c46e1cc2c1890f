package dev.ske.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each setting took in each round. A ratio is of two JVMs of one round, which ran within a minute; of the ratios of
 * all rounds the median counts, since a busy machine makes single ones worthless.
 */
final class Results {
    private final Map<Setting, List<Double>> rounds = new LinkedHashMap<>();

    void add(Setting setting, double nanoseconds) {
        rounds.computeIfAbsent(setting, ignored -> new ArrayList<>()).add(nanoseconds);
    }

    /** For people. */
    String table() {
        StringBuilder text = new StringBuilder(line("", "median", "min", "max", "ratio", "middle half", "line"));
        rounds.forEach((setting, times) -> {
            List<Double> ratios = ratios(setting, times);
            double ratio = median(ratios);
            text.append(line(
                    setting.benchmark() + ", " + setting.name(),
                    "%.1f ns".formatted(median(times)),
                    "%.1f".formatted(quantile(times, 0)),
                    "%.1f".formatted(quantile(times, 1)),
                    "%.3f".formatted(ratio),
                    "%.3f..%.3f".formatted(quantile(ratios, 0.25), quantile(ratios, 0.75)),
                    setting.isPromised()
                            ? "%.2f %s".formatted(setting.most(), ratio <= setting.most() ? "kept" : "MISSED")
                            : ""));
        });
        return text.toString();
    }

    /** For programs: all times, so that anything else can be computed from them. */
    String json(String jvm) {
        List<String> all = new ArrayList<>();
        rounds.forEach((setting, times) -> all.add(String.format(
                Locale.ROOT,
                "  {\"benchmark\": \"%s\", \"setting\": \"%s\", \"nanoseconds\": %s, \"median\": %.2f, \"ratio\": %.4f}",
                setting.benchmark(),
                setting.name(),
                times.stream()
                        .map(time -> String.format(Locale.ROOT, "%.2f", time))
                        .toList(),
                median(times),
                median(ratios(setting, times)))));
        return "{\"java\": \"" + jvm.replace("\\", "\\\\") + "\", \"processors\": "
                + Runtime.getRuntime().availableProcessors() + ", \"results\": [\n"
                + String.join(",\n", all) + "\n]}\n";
    }

    static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    private List<Double> ratios(Setting setting, List<Double> times) {
        List<Double> first = rounds.entrySet().stream()
                .filter(each -> each.getKey().benchmark().equals(setting.benchmark()))
                .findFirst()
                .orElseThrow()
                .getValue();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < times.size(); round++) {
            ratios.add(times.get(round) / first.get(round));
        }
        return ratios;
    }

    /** With linear interpolation between the two nearest. */
    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    private static String line(
            String what, String median, String min, String max, String ratio, String half, String line) {
        return String.format("%-28s %12s %9s %9s %8s %15s  %s", what, median, min, max, ratio, half, line)
                        .stripTrailing()
                + "\n";
    }
}
