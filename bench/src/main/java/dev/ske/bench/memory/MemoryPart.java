package dev.ske.bench.memory;

import dev.ske.bench.Jars;
import dev.ske.bench.Part;
import dev.ske.bench.Plan;
import dev.ske.bench.memory.Figures.Kind;
import dev.ske.bench.report.Budget;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import dev.ske.bench.report.Spread;
import dev.ske.bench.start.Documents;
import dev.ske.bench.start.Kms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part {@code memory}. */
public final class MemoryPart implements Part {
    static final String NAME = "memory";

    private static final double HEAP = 3;
    private static final double JAR = 16;
    private static final double MEGABYTE = 1e6;
    private static final int LATENCY = 10;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Row> measure(Plan plan, List<Omission> omissions) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(plan.folder().resolve(NAME));
        List<Row> rows = new ArrayList<>();
        try (Kms kms = Kms.start(List.of(0, LATENCY))) {
            Documents documents = new Documents(folder, plan.agent(), kms.environment(0));
            Jars jars = new Jars(folder);
            Path document = documents.env(10);
            HelperMemory helper = new HelperMemory(plan, folder, jars, documents, kms.environment(LATENCY));
            for (Map.Entry<Integer, Path> jdk : plan.jdks().entrySet()) {
                System.err.println("memory: JDK " + jdk.getKey());
                try {
                    rows.addAll(footprint(plan, jdk.getKey(), jdk.getValue(), jars, document));
                } catch (IllegalStateException e) {
                    omissions.add(Omission.failed("JDK " + jdk.getKey() + ": memory", String.valueOf(e.getMessage())));
                }
                rows.addAll(helper.measure(jdk.getKey(), jdk.getValue()));
            }
            omissions.addAll(helper.omissions());
        }
        double size = Files.size(plan.agent()) / MEGABYTE;
        rows.add(alone("every JDK", "ske-agent.jar", List.of(size), Budget.value(JAR)));
        return rows;
    }

    static Row alone(String setting, String what, List<Double> megabytes, Budget budget) {
        return new Row(NAME, setting, what, "", "MB", Spread.of(megabytes), Optional.empty(), 0, Optional.of(budget));
    }

    private static List<Row> footprint(Plan plan, int feature, Path home, Jars jars, Path document)
            throws IOException, InterruptedException {
        Footprints footprints = new Footprints(home, jars.program("Footprint"));
        Figures ours = new Figures();
        Figures empty = new Figures();
        for (int run = 0; run < (plan.quick() ? 3 : 7); run++) {
            footprints.run("-javaagent:" + plan.agent() + "=config=" + document, ours);
            footprints.run("-javaagent:" + jars.emptyAgent(), empty);
        }
        List<Row> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Spread value = Spread.of(ours.of(kind));
            Spread base = Spread.of(empty.of(kind));
            rows.add(new Row(
                    NAME,
                    "JDK " + feature,
                    kind.what + ", 10 values",
                    "empty agent",
                    kind.unit,
                    value,
                    Optional.of(base),
                    kind == Kind.FOREIGN ? 0 : value.median() / base.median(),
                    kind == Kind.HEAP ? Optional.of(Budget.difference(HEAP)) : Optional.empty()));
        }
        return rows;
    }
}
