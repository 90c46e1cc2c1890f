package dev.ske.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDiffTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "A, A, 1",
        "AB, AxB, 2",
        "AB, B, 1",
        "AB, xAByz, 2",
        "ABCD, AxD, 2",
        "'', xy, 0",
        "AB, '', 0",
        "ABCABBA, CBABAC, 4"
    })
    void as_many_lines_as_possible_are_kept(String from, String to, int kept) {
        LineDiff diff = new LineDiff(letters(from), letters(to));
        assertThat(IntStream.range(0, from.length()).filter(diff::kept)).hasSize(kept);
        assertThat(rebuilt(letters(from), letters(to))).isEqualTo(letters(to));
    }

    @Test
    void whatever_was_changed_can_be_rebuilt() {
        Random random = new Random(6);
        for (int round = 0; round < 2_000; round++) {
            List<String> from = some(random);
            List<String> to = some(random);
            assertThat(rebuilt(from, to)).isEqualTo(to);
        }
    }

    @Test
    void a_single_change_keeps_all_other_lines_of_a_long_text() {
        List<String> from = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            from.add("line " + i % 1_000);
        }
        List<String> to = new ArrayList<>(from);
        to.remove(50_000);
        to.add(70_000, "new");
        LineDiff diff = new LineDiff(from, to);
        assertThat(IntStream.range(0, from.size()).filter(diff::kept)).hasSize(99_999);
    }

    @Test
    void texts_without_anything_in_common_are_replaced_as_a_whole() {
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            from.add("old " + i);
            to.add("new " + i);
        }
        assertThat(rebuilt(from, to)).isEqualTo(to);
    }

    private static List<String> some(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            lines.add(String.valueOf((char) ('A' + random.nextInt(4))));
        }
        return lines;
    }

    private static List<String> letters(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(""));
    }

    private static List<String> rebuilt(List<String> from, List<String> to) {
        LineDiff diff = new LineDiff(from, to);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= from.size(); i++) {
            lines.addAll(diff.inserted(i));
            if (i < from.size() && diff.kept(i)) {
                lines.add(from.get(i));
            }
        }
        return lines;
    }
}
