package dev.ske.it.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is written down of one JDK's starts, a file for each feature: {@code of .env: 161 classes of ours}.
 *
 * @param build that was measured
 * @param footprints by what is started
 */
record Baseline(String build, Map<String, Footprint> footprints) {
    static final String COMMAND = "./mvnw -pl it-tests verify -Dtest=StartUpGuardTest -Dske.guard.write=true";

    private static final Path FOLDER = Path.of(System.getProperty("ske.programs", "src/test/programs"))
            .resolveSibling("resources")
            .resolve("start-up");

    static Path file(int feature) {
        return FOLDER.resolve(feature + ".txt");
    }

    static boolean isThere(int feature) {
        return Files.isRegularFile(file(feature));
    }

    static Baseline read(int feature) {
        try {
            return parse(Files.readAllLines(file(feature)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of one build, what both measured. */
    Baseline and(Baseline other) {
        Map<String, Footprint> both = new TreeMap<>(footprints);
        other.footprints.forEach((start, footprint) -> both.merge(start, footprint, Footprint::and));
        return new Baseline(build, both);
    }

    void write(int feature) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(file(feature), text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(
                        "# what a start takes before main, beyond an empty agent; written by\n# ")
                .append(COMMAND)
                .append("\nbuild: ")
                .append(build)
                .append('\n');
        footprints.forEach((start, footprint) -> {
            text.append('\n').append(start).append('\n');
            text.append("classes of ours: ").append(footprint.ours()).append('\n');
            text.append("classes of the JDK: ").append(footprint.theirs()).append('\n');
            text.append("bytes: ").append(footprint.bytes()).append('\n');
            footprint
                    .subsystems()
                    .forEach(name -> text.append("begins: ").append(name).append('\n'));
        });
        return text.toString();
    }

    static Baseline parse(List<String> lines) {
        String build = "";
        Map<String, Footprint> footprints = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("build: ")) {
                build = value(lines.get(i));
            } else if (lines.get(i).isEmpty()) {
                String start = lines.get(i + 1);
                int ours = Integer.parseInt(value(lines.get(i + 2)));
                int theirs = Integer.parseInt(value(lines.get(i + 3)));
                long bytes = Long.parseLong(value(lines.get(i + 4)));
                NavigableSet<String> subsystems = new TreeSet<>();
                for (i += 5; i < lines.size() && lines.get(i).startsWith("begins: "); i++) {
                    subsystems.add(value(lines.get(i)));
                }
                i--;
                footprints.put(start, new Footprint(ours, theirs, bytes, subsystems));
            }
        }
        return new Baseline(build, footprints);
    }

    private static String value(String line) {
        return line.substring(line.indexOf(": ") + 2);
    }
}
