package dev.ske.agent.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.envelope.CountedMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SealedAnswersTest {
    private final CountedMemory memory = new CountedMemory();
    private final SealedAnswers answers = new SealedAnswers(memory);
    private final ByteBuffer key = ByteBuffer.allocateDirect(Protocol.ONE_TIME_KEY);

    @Test
    void the_key_is_in_its_memory_until_it_is_wiped() {
        answers.key(key, 0);
        assertThat(memory.isZero()).isFalse();
        answers.wipe();
        assertThat(memory.isZero()).isTrue();
    }

    /** As another thread may wipe it while the helper is still being told its key. */
    @Test
    void after_it_was_wiped_nothing_touches_its_memory() {
        answers.wipe();
        memory.soil();
        answers.key(key, 0);
        assertThatThrownBy(() -> answers.take(new byte[100], 1))
                .isInstanceOf(IOException.class)
                .hasMessage("it was closed");
        assertThat(answers.open(0)).isNull();
        answers.wipe();
        assertThat(memory.isSoiled()).isTrue();
    }
}
