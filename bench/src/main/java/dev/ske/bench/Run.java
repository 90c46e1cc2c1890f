package dev.ske.bench;

import dev.ske.bench.command.CommandsPart;
import dev.ske.bench.memory.MemoryPart;
import dev.ske.bench.read.ReadsPart;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Report;
import dev.ske.bench.report.Row;
import dev.ske.bench.report.Table;
import dev.ske.bench.start.StartsPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code bench/run}. */
public final class Run {
    private static final int FAILED = 1;
    private static final int USAGE = 64;
    private static final List<Integer> ALSO = List.of(8, 11, 21);

    private final Arguments arguments;
    private final List<Row> rows = new ArrayList<>();
    private final List<Omission> omissions = new ArrayList<>();

    /** All parts, in the order of the table. */
    private static List<Part> parts() {
        return List.of(new StartsPart(), new CommandsPart(), new ReadsPart(), new MemoryPart());
    }

    /** Options are {@link Arguments}; ends with 1 if a measurement failed, and with 0 whether or not budgets are met. */
    public static void main(String[] words) throws IOException, InterruptedException {
        try {
            // the script that starts this has changed the folder
            Path folder = Path.of(System.getProperty("ske.bench.folder", "")).toAbsolutePath();
            Arguments arguments = Arguments.parse(List.of(words), folder);
            if (arguments.help()) {
                System.out.print(Arguments.USAGE);
            } else {
                System.exit(new Run(arguments).all());
            }
        } catch (UsageException e) {
            System.err.println("bench/run: " + e.getMessage());
            System.err.println("bench/run --help lists all options");
            System.exit(USAGE);
        } catch (IOException | RuntimeException e) {
            if (!Scratch.isEnding()) {
                throw e;
            }
        }
    }

    private int all() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        arguments.outputs().check();
        Path target = Jars.own().resolveSibling(".").normalize();
        Peers peers = Peers.in(target.resolve("peers"));
        Map<Integer, Path> jdks = jdks();
        Path folder = Scratch.folder();
        // copies: no prepared folder lies beside them, and a build meanwhile does not change them
        Path agent =
                Files.copy(target.resolve("../../agent/dist/target/ske-agent.jar"), folder.resolve("ske-agent.jar"));
        boolean named = !arguments.jdks().isEmpty();
        Plan plan = new Plan(agent, baseline(folder), jdks, named, peers.found(), folder, arguments.quick());
        Files.copy(target.resolve("../../bin/ske"), plan.command());
        omissions.addAll(peers.omissions());
        for (Part part : parts()) {
            if (arguments.only().contains(part.name())) {
                measure(part, plan);
            }
        }
        Path versions = target.resolve("peers/versions");
        Map<String, String> about = Machine.about(
                plan, Files.exists(versions) ? Files.readString(versions).strip() : "none");
        if (!arguments.only().equals(Arguments.PARTS)) {
            about.put("parts", String.join(", ", arguments.only()));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        about.put("took", took.toMinutes() + " min " + took.toSecondsPart() + " s");
        return print(new Report(about, rows, omissions));
    }

    /** One that fails is named, so that what the others measured is not lost. */
    private void measure(Part part, Plan plan) throws IOException, InterruptedException {
        try {
            rows.addAll(part.measure(plan, omissions));
        } catch (IOException | RuntimeException e) {
            if (Scratch.isEnding()) {
                throw e;
            }
            System.err.println(part.name() + " failed: " + e);
            omissions.add(Omission.failed(part.name(), String.valueOf(e.getMessage())));
        }
    }

    private int print(Report report) throws IOException {
        System.out.print(Table.text(report));
        arguments.outputs().write(report);
        return report.hasFailures() ? FAILED : 0;
    }

    private Optional<Path> baseline(Path folder) throws IOException {
        if (arguments.baseline().isEmpty()) {
            return Optional.empty();
        }
        Path jar = arguments.baseline().orElseThrow();
        if (!Files.isRegularFile(jar)) {
            throw new UsageException("no jar: " + jar);
        }
        return Optional.of(Files.copy(jar, folder.resolve("baseline.jar")));
    }

    private Map<Integer, Path> jdks() throws IOException {
        Map<Integer, Path> jdks =
                Jdks.find(arguments.jdks(), System.getenv().getOrDefault("SKE_TEST_JDKS", ""), Path.of("/usr/lib/jvm"));
        if (!arguments.jdks().isEmpty()) {
            omissions.add(Omission.absent("other JDKs", "--jdk names those that are measured"));
            return jdks;
        }
        List<Integer> wanted = new ArrayList<>(Plan.PROMISED);
        if (arguments.quick()) {
            jdks.keySet().retainAll(Plan.PROMISED);
            omissions.add(Omission.absent("other JDKs", "--quick measures those that the budgets speak of"));
        } else {
            wanted.addAll(0, ALSO);
        }
        for (int feature : wanted) {
            if (!jdks.containsKey(feature)) {
                omissions.add(Omission.absent("JDK " + feature, "none was found; --jdk HOME names one"));
            }
        }
        return jdks;
    }

    private Run(Arguments arguments) {
        this.arguments = arguments;
    }
}
