package dev.ske.bench.command;

import dev.ske.bench.Jars;
import dev.ske.bench.Part;
import dev.ske.bench.Plan;
import dev.ske.bench.report.Budget;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import dev.ske.bench.start.Command;
import dev.ske.bench.start.Contest;
import dev.ske.bench.start.Documents;
import dev.ske.bench.start.Meter;
import dev.ske.bench.start.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code ske status} of a document with ten values takes. */
public final class CommandsPart implements Part {
    static final String NAME = "commands";

    private static final double MOST = 3;
    private static final int FIRST_WITH_ARCHIVES = 11;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Row> measure(Plan plan, List<Omission> omissions) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(plan.folder().resolve(NAME));
        Meter meter = Meter.in(folder);
        Documents documents = new Documents(folder, plan.agent(), Map.of());
        Path env = documents.env(10);
        Path yaml = documents.yaml(10);
        Path hello = new Jars(folder).program("Hello");
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<Integer, Path> jdk : plan.jdks().entrySet()) {
            int feature = jdk.getKey();
            System.err.println("commands: JDK " + feature);
            Path home = jdk.getValue();
            Map<String, String> prepared =
                    Map.of("SKE_CACHE", Prepared.in(folder, plan, feature, home).toString());
            Optional<Budget> budget =
                    feature < FIRST_WITH_ARCHIVES ? Optional.empty() : Optional.of(Budget.ratio(MOST));
            Command empty = new Command(
                    "empty program",
                    List.of(home.resolve("bin/java").toString(), "-cp", hello.toString(), Jars.className("Hello")),
                    folder,
                    "hello");
            Contest contest = new Contest(NAME, "JDK " + feature, plan.quick() ? 9 : 21, plan.quick() ? 1 : 3);
            contest.pair(status(plan, home, ".env", env).with(prepared), empty, budget);
            contest.pair(status(plan, home, "YAML", yaml).with(prepared), empty, budget);
            contest.pair(
                    status(plan, home, ".env, with an option", env, "--format", "env")
                            .with(prepared),
                    empty);
            contest.pair(status(plan, home, ".env, not prepared", env), empty);
            contest.pair(status(plan, home, "YAML, not prepared", yaml), empty);
            contest.rehearse(meter);
            contest.run(meter);
            rows.addAll(contest.rows());
            omissions.addAll(contest.omissions());
        }
        return rows;
    }

    private static Command status(Plan plan, Path home, String what, Path document, String... options) {
        List<String> words = new ArrayList<>(List.of(plan.command().toString(), "status"));
        words.addAll(List.of(options));
        words.add(document.toString());
        String prints = document + ": 10 encrypted; a key is at hand for 10";
        return new Command("ske status, " + what, words, plan.folder(), prints)
                .with(Map.of("JAVA_HOME", home.toString()));
    }
}
