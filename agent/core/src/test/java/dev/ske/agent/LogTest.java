package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
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
}
