package dev.ske.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names the woven {@code getenv} asks the agent for. */
class BridgeTest {
    private static final String ASKED = "asked";
    private final Asked agent = new Asked();

    @BeforeEach
    void answer() {
        assertThat(Bridge.replace(null, agent)).isTrue();
    }

    @AfterEach
    void step_down() {
        Bridge.replace(agent, null);
        Bridge.names(null);
    }

    @Test
    void until_it_says_so_the_agent_is_asked_for_every_name() {
        assertThat(Bridge.getenv("PATH", "/bin")).isEqualTo(ASKED);
        assertThat(Bridge.getenv("NOT_THERE", null)).isEqualTo(ASKED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void it_is_asked_for_the_names_that_it_said_and_for_no_others(int elements) {
        Bridge.names(bits(elements, "DB_PASSWORD"));
        assertThat(Bridge.getenv("DB_PASSWORD", null)).isEqualTo(ASKED);
        assertThat(Bridge.getenv("DB_PASSWORD", "a real one")).isEqualTo(ASKED);
        assertThat(Bridge.getenv("PATH", "/bin")).isEqualTo("/bin");
        assertThat(Bridge.getenv("NOT_THERE", null)).isNull();
    }

    /** "Aa" and the other differ in the element, not in the bit. */
    @Test
    void a_name_with_the_bit_of_another_is_told_apart_by_its_element() {
        String other = Character.toString('A' * 31 + 'a' + 64);
        assertThat(other.hashCode() - "Aa".hashCode()).isEqualTo(64);
        Bridge.names(bits(64, "Aa"));
        assertThat(Bridge.getenv(other, "real")).isEqualTo("real");
        assertThat(Bridge.getenv("Aa", "real")).isEqualTo(ASKED);
    }

    @Test
    void where_it_serves_nothing_it_is_asked_for_nothing() {
        Bridge.names(new long[64]);
        assertThat(Bridge.getenv("DB_PASSWORD", "a real one")).isEqualTo("a real one");
    }

    @Test
    void what_it_says_holds_until_it_says_something_else() {
        Bridge.names(bits(64, "FIRST"));
        Bridge.names(bits(64, "SECOND"));
        assertThat(Bridge.getenv("FIRST", null)).isNull();
        assertThat(Bridge.getenv("SECOND", null)).isEqualTo(ASKED);
        Bridge.names(null);
        assertThat(Bridge.getenv("FIRST", null)).isEqualTo(ASKED);
    }

    private static long[] bits(int elements, String name) {
        long[] bits = new long[elements];
        bits[name.hashCode() >>> 6 & elements - 1] |= 1L << name.hashCode();
        return bits;
    }

    private static final class Asked implements BiFunction<Integer, Object[], Object> {
        @Override
        public Object apply(Integer operation, Object[] arguments) {
            return ASKED;
        }
    }
}
