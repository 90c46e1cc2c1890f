package dev.ske.bench.read;

import dev.ske.bench.Part;
import dev.ske.bench.Plan;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import dev.ske.bench.start.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.runner.options.TimeValue;

/** What a read costs, on each JDK that the budgets speak of or the command line names. */
public final class ReadsPart implements Part {
    static final String NAME = "reads";

    /** Bytes of the secrets. */
    static final List<Integer> SIZES = List.of(32, 4096, 65_536);

    private static final int FIRST_THAT_RUNS_THEM = 17;
    private static final int QUICK_ROUNDS = 3;
    private static final int FULL_ROUNDS = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Row> measure(Plan plan, List<Omission> omissions) throws IOException, InterruptedException {
        List<Integer> jdks = jdks(plan, omissions);
        if (jdks.isEmpty()) {
            return List.of();
        }
        Turns turns = new Turns();
        Path folder = Files.createDirectory(plan.folder().resolve(NAME));
        Documents documents = new Documents(folder, plan.agent(), Map.of());
        original(plan, folder, turns, omissions);
        Length length =
                plan.quick() ? new Length(3, TimeValue.milliseconds(250)) : new Length(4, TimeValue.milliseconds(250));
        int newest = jdks.get(jdks.size() - 1);
        for (int feature : jdks) {
            Path home = Objects.requireNonNull(plan.jdks().get(feature));
            JdkReads reads = new JdkReads(plan, feature, documents, new Forks(feature, home, length, turns), turns);
            reads.promised();
            if (!plan.quick() || feature == newest) {
                reads.others();
            } else {
                omissions.add(Omission.absent(
                        "JDK " + feature + ": reads of which nothing is promised",
                        "--quick measures them on " + newest));
            }
        }
        if (plan.quick()) {
            omissions.add(Omission.absent(
                    "reads of longer values other than Secrets.get; by 2 threads, and longer ones by 8",
                    "--quick measures one of each kind"));
            omissions.add(
                    Omission.absent("reads with audit, a caller rule, a JFR recording", "a full run measures them"));
        }
        turns.run(plan.quick() ? QUICK_ROUNDS : FULL_ROUNDS);
        omissions.addAll(turns.omissions());
        return turns.rows();
    }

    /** {@code 32 B}, {@code 4 KB}. */
    static String bytes(int size) {
        return size < 1024 ? size + " B" : size / 1024 + " KB";
    }

    private static List<Integer> jdks(Plan plan, List<Omission> omissions) {
        List<Integer> jdks = new ArrayList<>();
        for (int feature : plan.jdks().keySet()) {
            if (feature < FIRST_THAT_RUNS_THEM) {
                omissions.add(Omission.absent("JDK " + feature + ": reads", "the measuring programs want 17 or newer"));
            } else if (plan.named() || Plan.PROMISED.contains(feature)) {
                jdks.add(feature);
            } else {
                omissions.add(Omission.absent(
                        "JDK " + feature + ": reads",
                        "nothing is promised there; --jdk " + feature + " measures them"));
            }
        }
        return jdks;
    }

    private static void original(Plan plan, Path folder, Turns turns, List<Omission> omissions) {
        Path modules = plan.peers().get("node_modules");
        Path module = modules == null ? null : modules.resolve("@faizahmed/secret-keystore");
        if (module != null && Files.isDirectory(module)) {
            turns.add(new Original(module, folder));
        } else {
            omissions.add(Omission.absent("keyStore.get", "the npm original is not installed"));
        }
    }

    /** How long a JVM is measured. */
    record Length(int iterations, TimeValue iteration) {}
}
