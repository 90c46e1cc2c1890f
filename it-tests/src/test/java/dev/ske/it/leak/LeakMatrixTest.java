package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.leak.Matrix.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Searches every place for every value and key, and holds what it finds against what docs/leak-matrix.md says. */
class LeakMatrixTest {
    private static final Path REPORT = Path.of("target/leak-matrix.md");
    private static final Path PAGE = Path.of("../docs/leak-matrix.md");

    /** What comes after the dump of live objects says nothing of what collections leave behind. */
    private static final List<String> AFTER_COLLECTIONS =
            Sinks.atTheEnd().stream().map(Sink::title).toList();

    /** A JDK on which other collectors than its own choice are tried too. */
    private static final int COLLECTORS_ON = 25;

    @TempDir
    Path folder;

    private final Matrix matrix = new Matrix();
    private int started;

    /** One JVM that is searched. */
    private record Setting(Jdk jdk, MemoryKind kind, boolean kms, String collector) {
        @Override
        public String toString() {
            return jdk + ", " + kind.title() + (kms ? ", local key and KMS" : ", local key")
                    + (collector.isEmpty() ? "" : ", " + collector);
        }
    }

    @TestFactory
    Stream<DynamicTest> nothing_is_where_it_must_not_be() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Setting setting : settings()) {
            tests.add(DynamicTest.dynamicTest(setting.toString(), () -> search(setting)));
        }
        tests.add(DynamicTest.dynamicTest("docs/leak-matrix.md says what was found", this::compare));
        return tests.stream();
    }

    /** All JDKs with the best kind, and the ends of their range with the others: those do not depend on the JDK. */
    private static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Jdk jdk : Jdk.all()) {
            settings.add(new Setting(jdk, MemoryKind.SECRET, false, ""));
            settings.add(new Setting(jdk, MemoryKind.SECRET, true, ""));
        }
        Jdk.of(COLLECTORS_ON).ifPresent(jdk -> {
            settings.add(new Setting(jdk, MemoryKind.SECRET, true, "-XX:+UseParallelGC"));
            settings.add(new Setting(jdk, MemoryKind.SECRET, true, "-XX:+UseZGC"));
        });
        for (MemoryKind kind : MemoryKind.fallbacks()) {
            for (Jdk jdk : Jdk.oldestAndNewest()) {
                settings.add(new Setting(jdk, kind, true, ""));
            }
        }
        return settings;
    }

    private void search(Setting setting) throws IOException {
        MemoryKind kind = setting.kind;
        Assumptions.assumeTrue(
                kind.unavailable().isEmpty(), () -> kind.unavailable().orElseThrow());
        Path top = Files.createDirectories(folder.resolve(String.valueOf(started++)));
        List<String> options = setting.collector.isEmpty() ? List.of() : List.of(setting.collector);
        try (Material material = new Material(Files.createDirectories(top.resolve("desk")), setting.kms, kind);
                Program program = new Program(setting.jdk, kind, options, material, top)) {
            assertThat(program.answer("info")).isEqualTo(kind.title());
            program.ask("talk");
            for (Value value : material.values()) {
                if (!value.command().equals(Value.UNREAD)) {
                    assertThat(program.answer(value.command() + " " + value.name()))
                            .as("what the program made of the characters of %s", value.needle())
                            .endsWith("hash " + value.text().hashCode());
                }
            }
            Path schedule = program.scratch().resolve("schedule");
            program.ask("sealing-key " + schedule);
            Map<Needle, Column> needles = material.needles(SealingSchedule.keyIn(schedule));
            Files.delete(schedule);
            search(setting, program, needles);
        }
    }

    private void search(Setting setting, Program program, Map<Needle, Column> needles) {
        Search search = Search.of(List.copyOf(needles.keySet()));
        List<String> wrong = new ArrayList<>();
        for (Sink sink : Sinks.all()) {
            String place = sink.title();
            String why = sink.unavailable(program).orElse(null);
            Findings found = why == null ? sink.scan(program, search) : null;
            if (found != null && found.bytes() == 0 && place.startsWith("core dump")) {
                why = String.join(", ", found.notes());
            }
            if (why != null) {
                matrix.skip(setting.kind, place, setting.jdk.feature(), why);
            } else {
                wrong.addAll(take(setting, place, found, needles));
            }
        }
        assertThat(wrong).as("%s", setting).isEmpty();
    }

    /** Puts what was found into the matrix; what is not as it must be comes back. */
    private List<String> take(Setting setting, String place, Findings found, Map<Needle, Column> needles) {
        Map<Column, Finding> row = new EnumMap<>(Column.class);
        List<String> wrong = new ArrayList<>();
        found.byNeedle().forEach((needle, hits) -> {
            Cell cell = new Cell(setting.kind, place, needles.get(needle));
            row.merge(
                    cell.column(),
                    hits.count() == 0 ? Finding.NOTHING : Finding.FOUND,
                    (one, other) -> one == Finding.FOUND ? one : other);
            if (hits.count() > 0 && cell.expected() == Cell.Expected.NOTHING) {
                wrong.add(place + " shows " + needle + ": " + hits);
            }
            if (hits.count() == 0 && cell.expected() == Cell.Expected.SOMETHING) {
                wrong.add(place + " does not show what it must: " + needle);
            }
        });
        row.forEach((column, finding) -> {
            Cell cell = new Cell(setting.kind, place, column);
            if (cell.expected() == Cell.Expected.WHATEVER && AFTER_COLLECTIONS.contains(place)) {
                matrix.skip(cell, setting.jdk.feature(), "dumps that collect came before");
                return;
            }
            matrix.add(cell, setting.jdk.feature(), finding);
        });
        return wrong;
    }

    private void compare() throws IOException {
        List<String> places = Sinks.all().stream().map(Sink::title).toList();
        assertThat(matrix.kinds()).as("kinds of memory that were searched").isNotEmpty();
        String page = MatrixPage.of(matrix, places);
        System.out.println(page);
        Files.createDirectories(REPORT.toAbsolutePath().getParent());
        Files.writeString(REPORT, page);
        if (Boolean.getBoolean("ske.leak-matrix.write")) {
            Files.writeString(PAGE, page);
        }
        MatrixPage claims = MatrixPage.read(Files.readString(PAGE));
        claims.unmeasured(matrix).forEach(System.out::println);
        assertThat(claims.disagreements(matrix, places)).isEmpty();
    }
}
