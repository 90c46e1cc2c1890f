package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What SECURITY.md quotes of the leak matrix stands there, and what it does not quote is as it says: 0. */
class LeakMatrixQuoteTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void security_md_quotes_rows_of_the_page_word_for_word() throws IOException {
        Map<String, Set<String>> page = rows(ROOT.resolve("docs/leak-matrix.md"));
        Map<String, Set<String>> quoted = rows(ROOT.resolve("SECURITY.md"));
        assertThat(quoted.keySet()).isEqualTo(page.keySet()).hasSize(MemoryKind.values().length);
        quoted.forEach((kind, rows) -> assertThat(page.get(kind)).as(kind).containsAll(rows));
    }

    @Test
    void what_is_not_quoted_is_nothing_or_as_with_the_first_kind() throws IOException {
        Map<String, Set<String>> quoted = rows(ROOT.resolve("SECURITY.md"));
        Set<String> first = quoted.get(MemoryKind.SECRET.title());
        rows(ROOT.resolve("docs/leak-matrix.md"))
                .forEach((kind, rows) -> assertThat(rows)
                        .as(kind)
                        .allMatch(row ->
                                quoted.get(kind).contains(row) || first.contains(row) || !row.contains("found")));
    }

    /** The rows of the tables below each heading {@code Memory: KIND}, by kind. */
    private static Map<String, Set<String>> rows(Path file) throws IOException {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        String kind = null;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#")) {
                int at = line.indexOf(" Memory: ");
                kind = at < 0 ? null : line.substring(at + " Memory: ".length());
            } else if (kind != null && line.startsWith("| ")) {
                rows.computeIfAbsent(kind, one -> new LinkedHashSet<>()).add(line);
            }
        }
        return rows;
    }
}
