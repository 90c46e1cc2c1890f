package dev.ske.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void a_row_has_both_medians_spread_runs_and_whether_its_budget_is_met() {
        assertThat(Json.of(Rows.report(Rows.MISSED)))
                .contains("\"what\": \"1 value of KMS\"")
                .contains("\"value\": {\"median\": 90.5000, \"low\": 90.0000, \"high\": 91.0000, \"runs\": 4}")
                .contains("\"base\": {\"median\": 50.0000")
                .contains("\"ratio\": 1.8000, \"budget\": {\"of\": \"ratio\", \"most\": 1.6000}, \"met\": false}");
    }

    @Test
    void a_row_of_its_own_has_neither_base_nor_ratio() {
        assertThat(Json.of(Rows.report(Rows.JAR)))
                .doesNotContain("\"base\"", "\"ratio\":")
                .contains("\"met\": false");
    }

    @Test
    void texts_are_escaped() {
        assertThat(Json.of(new Report(Map.of("a\\b", "c\nd"), List.of(), List.of(Omission.absent("\"x\"", "y")))))
                .contains(
                        "\"a\\\\b\": \"c\\u000ad\"", "{\"what\": \"\\\"x\\\"\", \"reason\": \"y\", \"failed\": false}");
    }

    @Test
    void what_is_missing_is_named_with_its_reason() {
        assertThat(Json.of(Rows.report()))
                .contains("\"rows\": []", "{\"what\": \"Jasypt\", \"reason\": \"there is no \\\"Maven\\\"\"");
    }
}
