package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class AheadTest {
    @Test
    void every_name_is_that_of_a_class() {
        assertThat(Ahead.NAMES).doesNotHaveDuplicates();
        for (String name : Ahead.NAMES) {
            assertThatCode(() -> Class.forName("dev.ske.agent." + name)).doesNotThrowAnyException();
        }
    }
}
