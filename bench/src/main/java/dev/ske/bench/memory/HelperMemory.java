package dev.ske.bench.memory;

import dev.ske.bench.Jars;
import dev.ske.bench.Plan;
import dev.ske.bench.report.Budget;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import dev.ske.bench.start.Broken;
import dev.ske.bench.start.Command;
import dev.ske.bench.start.Documents;
import dev.ske.bench.start.Prepared;
import dev.ske.bench.start.Residence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The most that the helper's JVM is resident with. */
final class HelperMemory {
    private static final double MOST = 96;
    /** In the command line of every helper. */
    private static final String HELPER = "-Dske.helper=1";

    private final Plan plan;
    private final Path folder;
    private final Path hello;
    private final Map<String, String> kms;
    private final Map<String, Path> documents = new LinkedHashMap<>();
    private final List<Omission> omissions = new ArrayList<>();

    HelperMemory(Plan plan, Path folder, Jars jars, Documents documents, Map<String, String> kms)
            throws IOException, InterruptedException {
        this.plan = plan;
        this.folder = folder;
        this.hello = jars.program("Hello");
        this.kms = kms;
        this.documents.put("100 values", documents.withKmsKey(documents.direct(100)));
        this.documents.put("1,000 values, v2", documents.v2(1000));
    }

    List<Row> measure(int feature, Path home) throws IOException, InterruptedException {
        String setting = "JDK " + feature;
        List<Row> rows = new ArrayList<>();
        if (!Residence.isKnown()) {
            omissions.add(Omission.absent(setting + ": helper's peak memory", "this system has no /proc"));
            return rows;
        }
        String cache = Prepared.in(folder, plan, feature, home).toString();
        for (Map.Entry<String, Path> document : documents.entrySet()) {
            String what = "helper's peak memory, " + document.getKey();
            Command plain = command(home, what, document.getValue());
            for (Command command : List.of(plain.with(Map.of("SKE_CACHE", cache)), plain)) {
                String name = command.equals(plain) ? what + ", not prepared" : what;
                try {
                    rows.add(MemoryPart.alone(setting, name, peaks(command), Budget.value(MOST)));
                } catch (Broken e) {
                    omissions.add(Omission.failed(setting + ": " + name, String.valueOf(e.getMessage())));
                }
            }
        }
        return rows;
    }

    List<Omission> omissions() {
        return omissions;
    }

    private Command command(Path home, String name, Path document) {
        List<String> words = List.of(
                home.resolve("bin/java").toString(),
                "-javaagent:" + plan.agent() + "=config=" + document,
                "-cp",
                hello.toString(),
                Jars.className("Hello"));
        return new Command(name, words, folder, "hello").with(kms);
    }

    private List<Double> peaks(Command command) throws IOException, InterruptedException, Broken {
        List<Double> peaks = new ArrayList<>();
        for (int run = 0; run < (plan.quick() ? 3 : 7); run++) {
            double peak = Residence.watch(command).of(HELPER);
            if (peak == 0) {
                throw new Broken("no helper was seen");
            }
            peaks.add(peak);
        }
        return peaks;
    }
}
