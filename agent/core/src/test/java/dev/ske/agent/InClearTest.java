package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a value that stands in clear, and where it is found. */
class InClearTest {
    private static final int WINDOW = 512;

    private final Random random = new Random(7);

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8, 9, 15, 16, 511, 512, 513, 1024, 3000})
    void a_value_that_is_a_whole_variable_is_found_whatever_its_length(int length) {
        String value = text(length);
        assertThat(place(Map.of("A", "x" + text(20), "B", value, "C", text(length)), value))
                .isEqualTo("in the environment variable B");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 100, 600})
    void a_value_of_8_bytes_or_more_is_found_wherever_it_stands_within_another(int length) {
        for (int before = 0; before < 9; before++) {
            String value = text(length);
            String around = text(before) + value + text(5);
            assertThat(place(Map.of("URL", around), value)).isEqualTo("in the environment variable URL");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, true", "3, true", "4, false", "7, false"})
    void a_shorter_value_is_looked_for_as_a_whole_and_of_less_than_4_bytes_not_at_all(int length, boolean whole) {
        String value = text(length);
        assertThat(place(Map.of("A", "x" + value), value)).isNull();
        assertThat(place(Map.of("A", value), value) == null).isEqualTo(whole);
    }

    @Test
    void a_value_is_not_found_across_two_variables_nor_where_only_its_beginning_stands() {
        String value = text(600);
        Map<String, String> split = new TreeMap<>(Map.of("A", value.substring(0, 300), "B", value.substring(300)));
        assertThat(place(split, value)).isNull();
        assertThat(place(Map.of("A", value.substring(0, 599) + "\u00e4"), value))
                .isNull();
        assertThat(place(Map.of("A", value.substring(0, 8)), value)).isNull();
    }

    @Test
    void of_many_beginnings_that_are_alike_the_right_one_is_found() {
        String repeated = "0123456789".repeat(100);
        String value = "0123456789".repeat(60) + "!";
        assertThat(place(Map.of("A", repeated), value)).isNull();
        assertThat(place(Map.of("A", repeated + "!" + repeated), value)).isEqualTo("in the environment variable A");
    }

    @Test
    @Timeout(60)
    void a_long_run_of_one_character_takes_no_time_to_speak_of() {
        assertThat(place(Map.of("A", "a".repeat(300_000)), "a".repeat(16))).isEqualTo("in the environment variable A");
    }

    @Test
    void text_beyond_ascii_is_compared_as_utf_8() {
        String value = "p\u00e4ssw\u00f6rter " + UUID.randomUUID();
        assertThat(place(Map.of("A", "jdbc:" + value), value)).isEqualTo("in the environment variable A");
    }

    @Test
    void system_properties_and_the_command_line_are_looked_at_too() {
        String value = text(30);
        System.setProperty("ske.test.in.clear", "user:" + value);
        try {
            assertThat(place(Map.of(), value)).isEqualTo("in the system property ske.test.in.clear");
        } finally {
            System.clearProperty("ske.test.in.clear");
        }
        String program = ProcessHandle.current().info().command().orElseThrow();
        assertThat(place(Map.of(), program)).isIn("on the command line", "in the system property java.home");
    }

    @Test
    void each_value_has_its_own_answer_and_none_is_found_twice() {
        String shown = text(40);
        InClear inClear = new InClear(Map.of("A", shown));
        assertThat(place(inClear, shown)).isEqualTo("in the environment variable A");
        assertThat(place(inClear, text(40))).isNull();
        assertThat(place(inClear, "")).isNull();
        assertThat(place(inClear, shown)).isEqualTo("in the environment variable A");
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static String place(Map<String, String> environment, String value) {
        return place(new InClear(environment), value);
    }

    /** Reads it as sealing does. */
    private static String place(InClear inClear, String value) {
        ByteBuffer bytes = ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
        ByteBuffer window = ByteBuffer.allocateDirect(WINDOW);
        try (Plaintext looked = inClear.look(new PlainBytes(bytes, 0, bytes.capacity()))) {
            for (int done = 0; done < looked.length(); done += WINDOW) {
                looked.read(done, Math.min(WINDOW, looked.length() - done), window, 0);
            }
        }
        return inClear.place();
    }
}
