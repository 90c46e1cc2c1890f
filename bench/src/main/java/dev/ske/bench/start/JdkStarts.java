package dev.ske.bench.start;

import dev.ske.bench.Plan;
import dev.ske.bench.report.Budget;
import dev.ske.bench.report.Omission;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What is compared on one JDK. */
final class JdkStarts {
    private static final double LOCAL = 1.5;
    private static final double SCALE = 4;
    private static final Map<Integer, Double> KMS = Map.of(1, 1.6, 10, 1.0, 100, 0.3);
    private static final double KMS_MANY = 1.0;
    private static final int FIRST_WITH_APP_CDS = 11;
    private static final int FIRST_WITH_AOT = 25;

    private final Plan plan;
    private final Material material;
    private final int feature;
    private final Path home;
    private final Path folder;
    private final Java java;
    private final String emptyAgent;
    private final List<Contest> contests = new ArrayList<>();
    private final List<Omission> omissions = new ArrayList<>();

    JdkStarts(Plan plan, Material material, int feature, Path home, Path folder) throws IOException {
        this.plan = plan;
        this.material = material;
        this.feature = feature;
        this.home = home;
        this.folder = folder;
        this.java = new Java(home, folder, material.jars().program("Hello"));
        this.emptyAgent = "-javaagent:" + material.jars().emptyAgent();
    }

    List<Contest> contests() throws IOException, InterruptedException {
        Path cache = Prepared.in(folder, plan, feature, home);
        local(cache);
        scale();
        kms(cache, 10, rounds(9, 15));
        kms(cache, 0, rounds(3, 9));
        plan.baseline().ifPresent(baseline -> beside(baseline, cache));
        unprepared(cache);
        archives();
        others();
        contests.removeIf(Contest::isEmpty); // of tools that are not here
        return contests;
    }

    List<Omission> omissions() {
        return omissions;
    }

    private void local(Path cache) {
        Contest contest = contest("", rounds(15, 25));
        Command empty = java.hello("empty agent", emptyAgent);
        contest.pair(java.hello("no agent"), empty);
        contest.pair(local("10 values, .env", material.env(10)), empty, promised(LOCAL));
        contest.pair(local("10 values, YAML", material.yaml(10)), empty);
        contest.pair(local("1 value, .env", material.env(1)), empty);
        contest.pair(local("1 value, YAML", material.yaml(1)), empty);
        contest.pair(local("100 values, .env", material.env(100)), empty);
        contest.pair(local("100 values, YAML", material.yaml(100)), empty);
        contest.pair(
                local("10 values, .env, prepared folder", material.env(10)).with(Map.of("SKE_CACHE", cache.toString())),
                empty);
        contest.pair(java.reading("10 values, .env, one of them read", agent(material.env(10))), empty);
    }

    private void scale() {
        Contest contest = contest("", rounds(9, 15));
        contest.pair(
                local("10,000 values, .env", material.env(10_000)),
                local("10 values, .env", material.env(10)),
                promised(SCALE));
        contest.pair(local("10,000 values, YAML", material.yaml(10_000)), local("10 values, YAML", material.yaml(10)));
    }

    private void kms(Path cache, int latency, int rounds) throws IOException {
        for (int values : List.of(1, 10, 100)) {
            Command ours = kms(values(values) + " of KMS", material.withKey(values), cache, latency);
            kms(ours, values, latency, rounds, Objects.requireNonNull(KMS.get(values)));
        }
        Command many = kms("1,000 values of KMS, v2", material.v2(), cache, latency);
        kms(many, 10, latency, rounds, KMS_MANY);
    }

    /** Against the npm original with so many values, or an empty agent where there is none. */
    private void kms(Command ours, int values, int latency, int rounds, double most) throws IOException {
        Path modules = plan.peers().get("node_modules");
        Contest contest = contest(", KMS at " + latency + " ms", rounds);
        if (modules == null) {
            contest.pair(ours, java.hello("empty agent", emptyAgent));
        } else {
            Optional<Budget> budget = latency == 0 ? Optional.empty() : promised(most);
            contest.pair(ours, original(modules, values, latency), budget);
        }
    }

    /** The same under another agent, which opens the same documents. */
    private void beside(Path baseline, Path cache) {
        Contest local = contest("", rounds(15, 25));
        for (Path document : List.of(material.env(10), material.yaml(10))) {
            String name = document.equals(material.env(10)) ? "10 values, .env" : "10 values, YAML";
            local.pair(local(name, document), java.hello(name + ", baseline", agent(baseline, document)));
        }
        Command ours = kms("10 values of KMS", material.withKey(10), cache, 10);
        Command its = java.reading("10 values of KMS, baseline", agent(baseline, material.withKey(10)))
                .with(ours.environment());
        contest(", KMS at 10 ms", rounds(9, 15)).pair(ours, its);
    }

    private void unprepared(Path cache) {
        Command prepared = kms("10 values of KMS", material.withKey(10), cache, 10);
        Command not = kms("10 values of KMS, helper not prepared", material.withKey(10), folder, 10);
        contest(", KMS at 10 ms", rounds(5, 9)).pair(not, prepared);
    }

    private void archives() throws IOException, InterruptedException {
        if (feature < FIRST_WITH_APP_CDS) {
            omissions.add(Omission.absent("JDK " + feature + ", AppCDS", "it archives no classes of programs"));
            return;
        }
        Archives archives = new Archives(java, feature);
        archives.appCds().ifPresent(options -> archived(", AppCDS", options));
        if (feature >= FIRST_WITH_AOT) {
            archives.aot().ifPresent(options -> archived(", AOT cache", options));
            archives.aotTrainedUnder(agent(material.env(10)))
                    .ifPresent(options -> archived(", AOT cache trained with the agent", options));
        }
        omissions.addAll(archives.omissions());
    }

    private void archived(String setting, List<String> archive) {
        Contest contest = contest(setting, rounds(9, 15));
        Command empty = java.hello("empty agent", and(archive, emptyAgent));
        contest.pair(java.hello("no agent", and(archive, "--add-modules=java.instrument")), empty);
        contest.pair(java.hello("10 values, .env", and(archive, agent(material.env(10)))), empty);
        contest.pair(java.hello("10 values, YAML", and(archive, agent(material.yaml(10)))), empty);
    }

    private void others() {
        Path telemetry = plan.peers().get("opentelemetry");
        if (telemetry != null) {
            Command its = java.hello("OpenTelemetry's agent, exporters off", "-javaagent:" + telemetry)
                    .with(Map.of(
                            "OTEL_TRACES_EXPORTER", "none",
                            "OTEL_METRICS_EXPORTER", "none",
                            "OTEL_LOGS_EXPORTER", "none"))
                    .peer();
            contest("", rounds(3, 9)).pair(its, java.hello("empty agent", emptyAgent));
        }
        Contest contest = contest("", rounds(5, 15));
        Command ours = java.reading("50 values, .env", agent(material.env(50)));
        material.others().dotenvx(java).ifPresent(its -> contest.pair(ours, its));
        material.others().jasypt(java).ifPresent(its -> contest.pair(ours, its));
    }

    private Command original(Path modules, int values, int latency) throws IOException {
        Path script = folder.resolve("original.cjs");
        if (!Files.exists(script)) {
            try (InputStream text = Objects.requireNonNull(JdkStarts.class.getResourceAsStream("original.cjs"))) {
                Files.copy(text, script);
            }
        }
        List<String> words = List.of(
                "node",
                script.toString(),
                modules.toString(),
                material.direct(values).toString(),
                Emulator.ARN,
                Documents.NAME);
        return new Command("npm original, " + values(values), words, folder, "hello " + Documents.LENGTH)
                .with(material.kms().environment(latency))
                .peer();
    }

    private Command kms(String name, Path document, Path cache, int latency) {
        return java.reading(name, agent(document))
                .with(material.kms().environment(latency))
                .with(Map.of("SKE_CACHE", cache.toString()));
    }

    private Command local(String name, Path document) {
        return java.hello(name, agent(document));
    }

    private String agent(Path document) {
        return agent(plan.agent(), document);
    }

    private static String agent(Path jar, Path document) {
        return "-javaagent:" + jar + "=config=" + document;
    }

    private Contest contest(String setting, int rounds) {
        Contest contest = new Contest(StartsPart.NAME, "JDK " + feature + setting, rounds, rounds(1, 3));
        contests.add(contest);
        return contest;
    }

    private Optional<Budget> promised(double most) {
        return Plan.PROMISED.contains(feature) ? Optional.of(Budget.ratio(most)) : Optional.empty();
    }

    /** Where nothing is promised, a full run takes no more time than a quick one. */
    private int rounds(int quick, int full) {
        return plan.quick() || !Plan.PROMISED.contains(feature) ? quick : full;
    }

    private static String[] and(List<String> options, String another) {
        return Stream.concat(options.stream(), Stream.of(another)).toArray(String[]::new);
    }

    private static String values(int count) {
        return count == 1 ? "1 value" : count + " values";
    }
}
