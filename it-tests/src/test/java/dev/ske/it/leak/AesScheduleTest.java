package dev.ske.it.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The schedule that is looked for is that of the standard. */
class AesScheduleTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void the_words_are_those_of_fips_197_appendix_a_3() {
        AesSchedule schedule =
                AesSchedule.of(HEX.parseHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"));
        assertThat(HEX.formatHex(schedule.round(0))).isEqualTo("603deb1015ca71be2b73aef0857d7781");
        assertThat(HEX.formatHex(schedule.round(2))).isEqualTo("9ba354118e6925afa51a8b5f2067fcde");
        assertThat(HEX.formatHex(schedule.round(14))).isEqualTo("fe4890d1e6188d0b046df344706c631e");
    }

    @Test
    void the_inverse_of_mix_columns_undoes_the_example_that_everybody_uses() {
        byte[] mixed = HEX.parseHex("8e4da1bc9fdc589d0101010100000000");
        assertThat(HEX.formatHex(AesSchedule.inverseMixed(mixed))).isEqualTo("db135345f20a225c0101010100000000");
    }
}
