package dev.ske.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {
    @TempDir
    Path folder;

    @Test
    void what_cannot_be_written_is_refused_before_anything_is_measured() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "no region\n");
        assertRefused(new Outputs(Optional.of(folder.resolve("no/such/folder.json")), none(), none()), "folder.json");
        assertRefused(new Outputs(none(), Optional.of(folder), none()), folder.toString());
        assertRefused(new Outputs(none(), none(), Optional.of(page)), "page.md");
        assertRefused(new Outputs(none(), none(), Optional.of(folder.resolve("missing.md"))), "missing.md");
    }

    @Test
    void each_file_gets_its_form_of_the_report() throws IOException {
        Path json = folder.resolve("a.json");
        Path chart = folder.resolve("b.svg");
        Path page = Files.writeString(folder.resolve("c.md"), "before\n<!-- bench -->\nold\n<!-- end -->\nafter\n");
        Outputs outputs = new Outputs(Optional.of(json), Optional.of(chart), Optional.of(page));
        assertThatCode(outputs::check).doesNotThrowAnyException();
        outputs.write(new Report(Map.of("day", "2026-01-02"), List.of(), List.of()));
        assertThat(json).content().startsWith("{").contains("2026-01-02");
        assertThat(chart).content().startsWith("<svg");
        assertThat(page).content().startsWith("before\n").endsWith("after\n").contains("- day: 2026-01-02");
    }

    private static void assertRefused(Outputs outputs, String named) {
        assertThatThrownBy(outputs::check).isInstanceOf(UsageException.class).hasMessageContaining(named);
    }

    private static Optional<Path> none() {
        return Optional.empty();
    }
}
