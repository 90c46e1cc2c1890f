package dev.ske.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void a_ratio_is_met_up_to_its_limit() {
        assertThat(Rows.row("a", 75, 50, 1.5, Optional.of(Budget.ratio(1.5))).met())
                .contains(true);
        assertThat(Rows.row("a", 76, 50, 1.51, Optional.of(Budget.ratio(1.5))).met())
                .contains(false);
    }

    @Test
    void a_difference_is_between_the_medians() {
        Row row = new Row(
                "memory",
                "JDK 17",
                "heap",
                "empty agent",
                "MB",
                Spread.of(List.of(5.0)),
                Optional.of(Spread.of(List.of(2.0))),
                2.5,
                Optional.of(Budget.difference(3)));
        assertThat(row.met()).contains(true);
        assertThat(row.measured(Budget.Of.DIFFERENCE)).isEqualTo(3);
    }

    @Test
    void a_value_is_compared_alone() {
        assertThat(Rows.JAR.met()).contains(false);
    }

    @Test
    void without_a_budget_there_is_nothing_to_meet() {
        assertThat(Rows.FREE.met()).isEmpty();
    }

    @Test
    void limits_are_written_for_people() {
        assertThat(Cells.limit(Budget.ratio(1.5), "ms")).isEqualTo("1.5 x");
        assertThat(Cells.limit(Budget.difference(3), "MB")).isEqualTo("+3 MB");
        assertThat(Cells.limit(Budget.value(96), "MB")).isEqualTo("96 MB");
    }
}
