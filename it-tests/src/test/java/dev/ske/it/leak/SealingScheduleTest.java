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
    void the_round_keys_of_the_standard_are_known_by_each_of_their_bytes() {
        AesSchedule schedule = AesSchedule.of(Any.bytes(32));
        byte[] bytes = new byte[16 * AesSchedule.ROUNDS];
        for (int round = 0; round < AesSchedule.ROUNDS; round++) {
            System.arraycopy(schedule.round(round), 0, bytes, 16 * round, 16);
        }
        assertThat(SealingSchedule.isSchedule(bytes)).isTrue();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            assertThat(SealingSchedule.isSchedule(bytes)).isFalse();
            bytes[i] ^= 1;
        }
    }

    @Test
    void what_is_no_schedule_is_refused() {
        long[] words = SealingSchedule.sliced(Any.bytes(32));
        words[25] ^= 1;
        assertThatIllegalArgumentException().isThrownBy(() -> SealingSchedule.keyOf(words));
    }
}
