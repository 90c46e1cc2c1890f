package dev.ske.bench.start;

import dev.ske.bench.Part;
import dev.ske.bench.Plan;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part {@code starts}. */
public final class StartsPart implements Part {
    static final String NAME = "starts";

    /** Seconds that a quick run may take for the rounds of each JDK; on a slow machine there are fewer rounds. */
    private static final double QUICK = 80;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Row> measure(Plan plan, List<Omission> omissions) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(plan.folder().resolve(NAME));
        Meter meter = Meter.in(folder);
        System.err.println("starts: measured by " + meter.description());
        try (Kms kms = Kms.start(Material.LATENCIES)) {
            System.err.println("starts: making documents");
            Material material = Material.make(plan, folder, kms);
            omissions.addAll(material.others().omissions());
            List<Contest> contests = new ArrayList<>();
            for (Map.Entry<Integer, Path> jdk : plan.jdks().entrySet()) {
                System.err.println("starts: JDK " + jdk.getKey() + ": prepared folder, archives, each command once");
                JdkStarts starts = new JdkStarts(plan, material, jdk.getKey(), jdk.getValue(), folder);
                List<Contest> own = starts.contests();
                omissions.addAll(starts.omissions());
                for (Contest contest : own) {
                    contest.rehearse(meter);
                }
                contests.addAll(own);
            }
            if (plan.quick()) {
                shorten(contests, QUICK * plan.jdks().size());
            }
            return run(contests, meter, omissions);
        }
    }

    private static void shorten(List<Contest> contests, double most) {
        double seconds = contests.stream().mapToDouble(Contest::seconds).sum();
        if (seconds > most) {
            System.err.printf("starts: all rounds would take %.0f s here: fewer, for %.0f s%n", seconds, most);
            contests.forEach(contest -> contest.shorten(most / seconds));
        }
    }

    private static List<Row> run(List<Contest> contests, Meter meter, List<Omission> omissions)
            throws IOException, InterruptedException {
        double left = contests.stream().mapToDouble(Contest::seconds).sum();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < contests.size(); i++) {
            Contest contest = contests.get(i);
            System.err.printf("starts: %d of %d, %.0f s left: %s%n", i + 1, contests.size(), left, contest);
            contest.run(meter);
            rows.addAll(contest.rows());
            omissions.addAll(contest.omissions());
            left -= contest.seconds();
        }
        return rows;
    }
}
