package dev.ske.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Code;
import org.junit.jupiter.api.Test;

class FirstReadsTest {
    private final FirstReads reads = new FirstReads();

    @Test
    void a_read_is_the_first_of_its_name_class_method_and_outcome() {
        assertThat(reads.add("A", caller("X", "m"), null)).isTrue();
        assertThat(reads.add("A", caller("X", "m"), null)).isFalse();
        assertThat(reads.add("B", caller("X", "m"), null)).isTrue();
        assertThat(reads.add("A", caller("Y", "m"), null)).isTrue();
        assertThat(reads.add("A", caller("X", "n"), null)).isTrue();
        assertThat(reads.add("A", caller("X", "m"), Code.SECRET_DENIED)).isTrue();
        assertThat(reads.add("A", null, null)).isTrue();
        assertThat(reads.add("A", null, null)).isFalse();
    }

    @Test
    void a_set_that_is_full_begins_anew_so_that_nothing_goes_unwritten_for_ever() {
        for (int i = 0; i < FirstReads.MOST; i++) {
            assertThat(reads.add("A" + i, null, null)).isTrue();
            assertThat(reads.overflown()).isFalse();
        }
        assertThat(reads.add("one more", null, null)).isTrue();
        assertThat(reads.overflown()).isTrue();
        assertThat(reads.overflown()).isFalse();
        assertThat(reads.add("A0", null, null)).isTrue();
    }

    private static StackTraceElement caller(String type, String method) {
        return new StackTraceElement(type, method, null, -1);
    }
}
