package dev.ske.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void rows_of_one_promise_stand_together() {
        Row other = new Row(
                "starts",
                "JDK 25",
                Rows.MET.what(),
                "empty agent",
                "ms",
                Rows.MET.value(),
                Optional.empty(),
                1,
                Rows.MET.budget());
        assertThat(Rows.report(Rows.MET, Rows.MISSED, Rows.FREE, other).promised())
                .containsExactly(Rows.MET, other, Rows.MISSED);
    }

    @Test
    void what_failed_is_told_from_what_is_not_here() {
        assertThat(Rows.report().hasFailures()).isFalse();
        assertThat(new Report(Map.of(), List.of(), List.of(Omission.failed("a start", "it ended with 1")))
                        .hasFailures())
                .isTrue();
    }
}
