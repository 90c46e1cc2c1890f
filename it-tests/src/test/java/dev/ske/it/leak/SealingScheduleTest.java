package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ske.it.Any;
import org.junit.jupiter.api.Test;

/** What the matrix looks for as the sealing key is the key that the victim's schedule was made of. */
class SealingScheduleTest {
    @Test
    void a_key_comes_back_from_its_round_keys() {
        for (int i = 0; i < 100; i++) {
            byte[] key = Any.bytes(32);
            assertThat(SealingSchedule.keyOf(SealingSchedule.sliced(key))).isEqualTo(key);
        }
    }

    @Test
    void what_is_no_schedule_is_refused() {
        long[] words = SealingSchedule.sliced(Any.bytes(32));
        words[100] ^= 1;
        assertThatIllegalArgumentException().isThrownBy(() -> SealingSchedule.keyOf(words));
    }
}
