package dev.ske.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.bench.report.Budget;
import dev.ske.bench.report.Omission;
import dev.ske.bench.report.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
    @TempDir
    Path folder;

    private Meter meter;

    @BeforeEach
    void make() throws Exception {
        meter = Meters.in(folder);
    }

    @Test
    void each_pair_gets_a_row_for_time_and_one_for_processor_time() throws Exception {
        Contest contest = new Contest("starts", "here", 3, 1)
                .pair(shell("ours", "echo hello"), shell("theirs", "echo hello"), Optional.of(Budget.ratio(2)));
        contest.rehearse(meter);
        contest.run(meter);
        List<Row> rows = contest.rows();
        assertThat(rows).extracting(Row::unit).startsWith("ms", "ms CPU");
        assertThat(rows.get(0).value().runs()).isEqualTo(3);
        assertThat(rows.get(0).budget()).isPresent();
        assertThat(rows.get(1).budget()).isEmpty();
        assertThat(contest.omissions()).isEmpty();
    }

    @Test
    void on_a_slow_machine_there_are_fewer_rounds_and_never_fewer_than_three() throws Exception {
        for (int share = 1; share <= 2; share++) {
            Contest contest = new Contest("starts", "here", 8, 1)
                    .pair(shell("ours", "echo hello"), shell("theirs", "echo hello"));
            contest.rehearse(meter);
            contest.shorten(share / 4.0);
            contest.run(meter);
            assertThat(contest.rows().get(0).value().runs()).isEqualTo(share == 1 ? 3 : 4);
        }
    }

    @Test
    void a_broken_command_has_no_row_and_is_named() throws Exception {
        Contest contest = new Contest("starts", "here", 1, 1)
                .pair(shell("ours", "exit 1"), shell("theirs", "echo hello"))
                .pair(shell("good", "echo hello"), shell("theirs", "echo hello"));
        contest.rehearse(meter);
        contest.run(meter);
        assertThat(contest.rows()).extracting(Row::what).containsOnly("good");
        assertThat(contest.omissions()).singleElement().satisfies(omission -> {
            assertThat(omission.what()).isEqualTo("here: ours");
            assertThat(omission.failed()).isTrue();
        });
    }

    @Test
    void another_tool_that_does_not_work_is_no_failure_of_ours() throws Exception {
        Contest contest = new Contest("starts", "here", 1, 1)
                .pair(shell("ours", "echo hello"), shell("theirs", "exit 1").peer());
        contest.rehearse(meter);
        assertThat(contest.rows()).isEmpty();
        assertThat(contest.omissions()).extracting(Omission::failed).containsExactly(false);
    }

    private Command shell(String name, String script) {
        return new Command(name, List.of("sh", "-c", script), folder, "hello");
    }
}
