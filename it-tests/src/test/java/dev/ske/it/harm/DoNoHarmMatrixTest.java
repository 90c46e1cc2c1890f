package dev.ske.it.harm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a program does, prints and leaves under the agent is byte for byte what it is under one that does nothing; each row is
 * first shown to notice an agent that does the harm. {@code -Dske.harm.row=TEXT} runs the rows whose titles contain it,
 * {@code -Dske.harm.write=true} writes docs/do-no-harm.md.
 */
class DoNoHarmMatrixTest {
    private static final Path PAGE = Path.of("../docs/do-no-harm.md");

    @TempDir
    Path folder;

    /** Titles of rows that were compared, and were as they must be. */
    private final Set<String> compared = new TreeSet<>();

    @TestFactory
    Stream<DynamicTest> nothing_is_otherwise_than_under_an_agent_that_does_nothing() {
        Site site = new Site(folder);
        String part = System.getProperty("ske.harm.row", "");
        List<DynamicTest> tests = new ArrayList<>();
        for (List<Row> rows : Rows.bySection().values()) {
            rows.stream()
                    .filter(row -> row.title().contains(part))
                    .forEach(row -> tests.add(DynamicTest.dynamicTest(row.title(), () -> compare(site, row))));
        }
        tests.add(DynamicTest.dynamicTest("docs/do-no-harm.md says what was found", this::comparePage));
        return tests.stream().onClose(site::close);
    }

    private void compare(Site site, Row row) {
        List<Jdk> jdks = row.jdks();
        assumeTrue(!jdks.isEmpty(), "none of the JDKs here has what some rows of the do-no-harm matrix are about");
        assumeTrue(row.machine().has(), () -> row.machine().lacks().orElseThrow());
        List<Comparison> all =
                jdks.parallelStream().map(jdk -> Comparison.of(site, row, jdk)).toList();
        assertThat(all.stream().flatMap(one -> one.faults().stream())).isEmpty();
        for (Excuse excuse : row.excuses()) {
            List<Comparison> about =
                    all.stream().filter(one -> one.isAbout(excuse)).toList();
            assertThat(about.isEmpty() || about.stream().anyMatch(one -> one.bearsOut(excuse)))
                    .as("%s: the page says why it cannot be equal, and it is: %s", row, excuse)
                    .isTrue();
        }
        compared.add(row.title());
    }

    private void comparePage() throws IOException {
        String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        String page = HarmPage.of(Rows.bySection(), compared, written);
        if (Boolean.getBoolean("ske.harm.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page).as("%s; -Dske.harm.write=true writes it", PAGE).isEqualTo(Files.readString(PAGE));
    }
}
