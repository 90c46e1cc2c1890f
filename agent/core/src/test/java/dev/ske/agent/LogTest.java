package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        Log.release();
        System.setErr(before);
        Log.level(Log.Level.WARN);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, ''",
        "ERROR, ''",
        "WARN, 'ske: warning: one\n'",
        "INFO, 'ske: warning: one\nske: info: two\n'",
        "DEBUG, 'ske: warning: one\nske: info: two\nske: debug: three\n'"
    })
    void a_level_prints_its_own_lines_and_those_before_it(Log.Level level, String printed) {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        Log.level(level);
        Log.warn("one");
        Log.info("two");
        Log.debug("three");

        assertThat(bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
                .isEqualTo(printed);
        assertThat(Log.at(Log.Level.INFO)).isEqualTo(level.compareTo(Log.Level.INFO) >= 0);
        assertThat(Log.at(Log.Level.OFF)).isFalse();
    }

    @Test
    void what_is_held_back_is_printed_in_its_order_when_it_is_released() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        Log.hold();
        Log.warn("one");
        Log.warn("two");
        assertThat(bytes.size()).isZero();
        Log.release();
        Log.warn("three");
        Log.release();

        assertThat(bytes.toString(StandardCharsets.UTF_8).split("\\R"))
                .containsExactly("ske: warning: one", "ske: warning: two", "ske: warning: three");
    }

    @Test
    void a_name_with_line_ends_or_escapes_stays_on_its_line() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        Log.failure(new Failure(Code.VALUE_MALFORMED, "a\nske: hint: b\u001b[31m\u202e\u0085", "c\rd \u00e4"));
        Log.warn("e\u2028\tf");

        assertThat(bytes.toString(StandardCharsets.UTF_8).split("\\R"))
                .containsExactly(
                        "ske: error: a\\u000Aske: hint: b\\u001B[31m\\u202E\\u0085 [VALUE_MALFORMED]",
                        "ske: hint: c\\u000Dd \u00e4",
                        "ske: warning: e\\u2028\\u0009f");
    }
}
