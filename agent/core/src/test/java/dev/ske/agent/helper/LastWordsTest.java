package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LastWordsTest {
    @Test
    void the_last_of_much_is_kept() {
        assertThat(heard("one two three. ".repeat(10_000) + "the end\n"))
                .hasSize(200)
                .startsWith("...")
                .endsWith("three. the end");
    }

    @Test
    void the_end_of_a_secret_whose_beginning_was_forgotten_is_not_shown() {
        String secret = UUID.randomUUID().toString().replace("-", "") + "12345678";
        // 2,048 bytes are kept: they begin five characters before the secret's end
        String after = " " + " ".repeat(2042);
        assertThat(heard(secret + after)).isEqualTo("...");
    }

    @Test
    void nothing_said_is_no_word() {
        assertThat(heard("")).isEmpty();
    }

    private static String heard(String text) {
        LastWords words = new LastWords(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        words.run();
        return words.text();
    }
}
