package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedNamesTest {
    @Test
    void every_name_that_is_served_is_asked_for() {
        Set<String> names = names(10_000, "NAME_");
        long[] bits = AskedNames.bits(names);
        assertThat(names).allMatch(name -> isAsked(bits, name));
    }

    @Test
    void nearly_no_other_name_is() {
        long[] bits = AskedNames.bits(names(10_000, "NAME_"));
        assertThat(names(1_000, "OTHER_"))
                .filteredOn(name -> isAsked(bits, name))
                .hasSizeLessThan(250);
    }

    @Test
    void where_nothing_is_served_nothing_is_asked_for() {
        long[] bits = AskedNames.bits(Set.of());
        assertThat(names(1_000, "OTHER_")).noneMatch(name -> isAsked(bits, name));
    }

    @Test
    void there_is_a_power_of_two_of_elements_however_many_names_there_are() {
        for (int count : new int[] {0, 1, 256, 257, 1_000, 5_000}) {
            assertThat(Integer.bitCount(AskedNames.bits(names(count, "N")).length))
                    .isOne();
        }
    }

    private static Set<String> names(int count, String prefix) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(prefix + i);
        }
        return names;
    }

    /** As {@code Bridge.getenv} looks. */
    private static boolean isAsked(long[] bits, String name) {
        int hash = name.hashCode();
        return (bits[hash >>> 6 & bits.length - 1] & 1L << hash) != 0;
    }
}
