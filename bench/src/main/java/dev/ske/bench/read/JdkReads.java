package dev.ske.bench.read;

import dev.ske.bench.Plan;
import dev.ske.bench.report.Budget;
import dev.ske.bench.start.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reads that are measured on one JDK, and what each is compared with. */
final class JdkReads {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final Optional<Budget> ORDINARY = Optional.of(Budget.ratio(1.15));
    private static final Optional<Budget> SMALL = Optional.of(Budget.ratio(0.3));
    private static final Optional<Budget> MIDDLE = Optional.of(Budget.ratio(3));
    private static final Optional<Budget> NOTHING = Optional.empty();
    private static final List<String> NO_AGENT = List.of();

    private final Plan plan;
    private final int feature;
    private final Documents documents;
    private final Forks forks;
    private final Turns turns;
    private final Path document;
    private final List<String> plain;

    JdkReads(Plan plan, int feature, Documents documents, Forks forks, Turns turns)
            throws IOException, InterruptedException {
        this.plan = plan;
        this.feature = feature;
        this.documents = documents;
        this.forks = forks;
        this.turns = turns;
        document = documents.sizes("sizes-" + feature + ".env", ReadsPart.SIZES);
        plain = under(plan.agent(), document);
    }

    /** Has those measured of which something is promised. */
    void promised() {
        compared("getenv, no secret", "getenvOrdinary", plain, ORDINARY);
        get(32, SMALL);
        get(4096, MIDDLE);
        plan.baseline().ifPresent(this::beside);
    }

    /** Has the others measured, in a quick run one of each kind. */
    void others() throws IOException, InterruptedException {
        get(65_536, NOTHING);
        for (int size : plan.quick() ? List.of(32) : ReadsPart.SIZES) {
            read("Secrets.use", "use", size);
            read("getenv, secret", "getenv", size);
            limit("HashMap.get", "hashMap", size);
            limit("JCE, Cipher kept", "cipherReused", size);
            limit("JCE, Cipher anew", "cipherFresh", size);
        }
        read("Secrets.find, no such name", "findMissing", 0);
        read("getenv() map, secret", "mapSecret", 32);
        compared("getenv() map, no secret", "mapOrdinary", plain, NOTHING);
        compared("copy of getenv(), 10 secrets", "mapCopy", under(plan.agent(), documents.env(10)), NOTHING);
        manyThreads();
        if (!plan.quick()) {
            observed();
        }
    }

    private void get(int size, Optional<Budget> budget) {
        String what = sized("Secrets.get", size);
        String series = forks.add(what, "Reads.get", plain, size(size));
        String original = Original.series(size);
        turns.row(forks.setting(), what, original, series, original, budget);
        turns.row(forks.setting(), what, "B per read", Fork.allocated(series));
    }

    /** {@code size}: 0 means that it has none. */
    private void read(String what, String method, int size) {
        String named = size == 0 ? what : sized(what, size);
        String series = forks.add(named, "Reads." + method, plain, size(size));
        turns.row(forks.setting(), named, "ns", series);
        turns.row(forks.setting(), named, "B per read", Fork.allocated(series));
    }

    private void limit(String what, String method, int size) {
        String named = sized(what, size);
        turns.row(forks.setting(), named, "ns", forks.add(named, "Limits." + method, NO_AGENT, size(size)));
    }

    private void compared(String what, String method, List<String> options, Optional<Budget> budget) {
        String without = forks.add(what + ", no agent", "Reads." + method, NO_AGENT, Map.of());
        String with = forks.add(what, "Reads." + method, options, Map.of());
        turns.row(forks.setting(), what, "no agent", with, without, budget);
        turns.row(forks.setting(), what, "B per read", Fork.allocated(with));
    }

    /** The same reads under another agent, which opens the same document. */
    private void beside(Path baseline) {
        List<String> its = under(baseline, document);
        beside("getenv, no secret", "getenvOrdinary", 0, its);
        beside(sized("getenv, secret", 32), "getenv", 32, its);
        beside(sized("Secrets.get", 32), "get", 32, its);
        beside(sized("Secrets.get", 4096), "get", 4096, its);
    }

    private void beside(String what, String method, int size, List<String> its) {
        String ours = forks.add(what, "Reads." + method, plain, size(size));
        String theirs = forks.add(what + ", baseline", "Reads." + method, its, size(size));
        turns.row(forks.setting(), what, "baseline", ours, theirs, NOTHING);
    }

    private void manyThreads() {
        boolean quick = plan.quick();
        for (int size : quick ? List.of(32) : List.of(32, 4096)) {
            String get = sized("Secrets.get", size);
            for (int threads : quick ? List.of(8) : List.of(2, 8)) {
                String what = get + ", " + threads + " threads";
                against(what, "1 thread", forks.add(what, "Reads.get", plain, size(size), threads), get);
            }
            if (feature >= FIRST_WITH_VIRTUAL_THREADS) {
                for (int threads : quick ? List.of(8, 1000) : List.of(1, 2, 8, 1000)) {
                    String what = get + ", " + threads + " virtual threads";
                    Map<String, String> parameters = Map.of("size", "" + size, "readers", "" + threads);
                    against(what, "1 thread", forks.add(what, "VirtualReads.get", plain, parameters), get);
                }
            }
        }
    }

    /** What features cost that look at every read. */
    private void observed() throws IOException, InterruptedException {
        String audit = plan.folder().resolve("audit-" + feature).toString();
        observed("audit, first reads", settings("first", "SKE_AUDIT=" + audit + "-first.jsonl"));
        observed("audit, all reads", settings("all", "SKE_AUDIT_FILE=" + audit + "-all.jsonl", "SKE_AUDIT_READS=all"));
        observed("caller rule", settings("rule", "SKE_ACCESS_ALLOW=" + Documents.name(32) + "=dev.ske.bench.**"));
        List<String> recording = new ArrayList<>(plain);
        recording.add("-Xlog:jfr+startup=error");
        recording.add("-XX:StartFlightRecording=maxsize=50m");
        recording.add("-XX:FlightRecorderOptions=repository=" + plan.folder().resolve("jfr-" + feature));
        observed("JFR recording", recording);
    }

    private void observed(String kind, List<String> options) {
        String get = sized("Secrets.get", 32);
        String what = get + ", " + kind;
        against(what, "without", forks.add(what, "Reads.get", options, size(32)), get);
    }

    private void against(String what, String named, String series, String another) {
        turns.row(forks.setting(), what, named, series, forks.series(another), NOTHING);
    }

    private List<String> settings(String kind, String... settings) throws IOException, InterruptedException {
        String file = kind + "-" + feature + ".env";
        return under(plan.agent(), documents.sizes(file, ReadsPart.SIZES, settings));
    }

    private static String sized(String what, int size) {
        return what + ", " + ReadsPart.bytes(size);
    }

    private static Map<String, String> size(int size) {
        return size == 0 ? Map.of() : Map.of("size", "" + size);
    }

    private static List<String> under(Path agent, Path document) {
        return List.of("-javaagent:" + agent + "=config=" + document);
    }
}
