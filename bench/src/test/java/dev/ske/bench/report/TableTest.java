package dev.ske.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void promises_come_first_with_what_was_measured_on_both_sides() {
        assertThat(Table.text(Rows.report(Rows.FREE, Rows.MET, Rows.MISSED, Rows.JAR)))
                .isEqualTo("""
                        Budgets:
                          what             in         measured              against      its      runs  ratio  budget  met
                          10 values, .env  JDK 17     60.5 ms (60.0..61.0)  empty agent  50.0 ms  4     1.20   1.5 x   yes
                          1 value of KMS   JDK 17     90.5 ms (90.0..91.0)  empty agent  50.0 ms  4     1.80   1.6 x   NO
                          ske-agent.jar    every JDK  16.5 MB                                     1            16 MB   NO

                        starts, JDK 17:
                          what      measured              against      its      runs  ratio
                          no agent  25.5 ms (25.0..26.0)  empty agent  50.0 ms  4     0.50

                        Not measured:
                          Jasypt: there is no "Maven"

                        Measured:
                          day: 2026-01-02
                        """);
    }

    @Test
    void a_page_gets_the_same_in_markdown() {
        assertThat(Table.markdown(Rows.report(Rows.MET)))
                .contains("### Budgets\n\n| what | in | measured |", "\n| --- | --- |", "| 1.20 | 1.5 x | yes |\n")
                .contains("### Not measured\n\n- Jasypt: there is no \"Maven\"\n");
    }

    @Test
    void what_failed_is_called_so() {
        assertThat(Table.text(new Report(Map.of(), List.of(), List.of(Omission.failed("a start", "it ended with 1")))))
                .contains("FAILED: a start: it ended with 1");
    }

    @Test
    void only_the_marked_region_of_a_page_changes() {
        String page = "before\n" + Page.BEGIN + "old\n" + Page.END + "after\n" + Page.END;
        assertThat(Page.filled(page, "new\n"))
                .isEqualTo("before\n" + Page.BEGIN + "new\n" + Page.END + "after\n" + Page.END);
        assertThat(Page.has(page)).isTrue();
        assertThat(Page.has("before\n" + Page.END)).isFalse();
    }
}
