package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.leak.Matrix.Finding;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page that says what was not found, or not looked for, is caught. */
class MatrixPageTest {
    private static final String MEMORY = "/proc/PID/mem as root";
    private static final List<String> PLACES = List.of("stdout", MEMORY);

    private final Matrix matrix = new Matrix();

    @BeforeEach
    void measure() {
        for (int jdk : new int[] {8, 17}) {
            for (Column column : Column.values()) {
                matrix.add(new Cell(MemoryKind.SECRET, "stdout", column), jdk, Finding.NOTHING);
                boolean found = new Cell(MemoryKind.SECRET, MEMORY, column).expected() != Cell.Expected.NOTHING;
                matrix.add(new Cell(MemoryKind.SECRET, MEMORY, column), jdk, found ? Finding.FOUND : Finding.NOTHING);
            }
        }
    }

    @Test
    void what_was_measured_is_what_the_page_says() {
        assertThat(page()).contains("Searched on JDK 8, 17.", "| stdout | 0 | 0 | 0 | 0 | 0 | 0 | 0 |");
        assertThat(disagreements(page())).isEmpty();
    }

    @Test
    void a_page_that_claims_less_than_was_found_is_caught() {
        String said = page();
        matrix.add(new Cell(MemoryKind.SECRET, "stdout", Column.OWN), 17, Finding.FOUND);
        assertThat(disagreements(said)).hasSize(1).first().asString().contains("OWN", "17", "page says 0");
        assertThat(page()).contains("0; **found** on 17");
        assertThat(disagreements(page())).isEmpty();
    }

    @Test
    void a_page_that_claims_more_than_was_found_is_caught() {
        assertThat(disagreements(page().replace("| stdout | 0 |", "| stdout | **found** |")))
                .hasSize(2);
    }

    @Test
    void what_depends_on_chance_may_be_missing_but_not_from_the_page() {
        String said = page();
        Matrix luckier = new Matrix();
        luckier.add(new Cell(MemoryKind.SECRET, MEMORY, Column.COLLECTED), 8, Finding.NOTHING);
        assertThat(MatrixPage.read(said).disagreements(luckier, PLACES)).isEmpty();
        assertThat(disagreements(said.replace("0 | **found** | **found** |", "0 | 0 | **found** |")))
                .hasSize(2);
    }

    @Test
    void a_place_a_column_a_kind_and_a_word_that_nobody_measures_are_caught() {
        assertThat(disagreements(page().replace("| stdout |", "| the moon |")))
                .anyMatch(line -> line.contains("the moon"));
        assertThat(disagreements(page().replace("| never read |", "| never written |")))
                .anyMatch(line -> line.contains("never written"));
        assertThat(disagreements(page().replace("Memory: memfd_secret", "Memory: gold")))
                .anyMatch(line -> line.contains("gold"));
        assertThat(disagreements(page().replace("| stdout | 0 |", "| stdout | none |")))
                .anyMatch(line -> line.contains("none"));
    }

    @Test
    void a_place_that_the_page_leaves_out_is_caught() {
        String page = page();
        assertThat(disagreements(page.replaceAll("\\| stdout .*\n", ""))).isNotEmpty();
    }

    @Test
    void a_jdk_that_is_not_here_is_named_and_what_was_not_searched_claims_nothing() {
        Matrix less = new Matrix();
        less.skip(MemoryKind.SECRET, MEMORY, 17, "it is not there");
        MatrixPage said = MatrixPage.read(page());
        assertThat(said.disagreements(less, PLACES)).isEmpty();
        assertThat(said.unmeasured(less)).containsExactly("not searched here, skipped: memfd_secret on JDK 8");
        assertThat(MatrixPage.of(less, PLACES)).contains("| " + MEMORY + " | it is not there | 17 |");
    }

    private String page() {
        return MatrixPage.of(matrix, PLACES);
    }

    private List<String> disagreements(String page) {
        return MatrixPage.read(page).disagreements(matrix, PLACES);
    }
}
