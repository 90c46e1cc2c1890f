package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.boot.Bridge;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the woven look-ups ask the agent for, and what they leave as the JDK has found it. */
class BridgePropertiesTest {
    private final List<String> asked = new ArrayList<>();
    private final BiFunction<Integer, Object[], Object> agent = this::answer;

    private Object answer(Integer operation, Object[] arguments) {
        asked.add(operation + " " + arguments[1]);
        return operation == Operation.PROPERTY ? "ours" : true;
    }

    @BeforeEach
    void serve() {
        assertThat(Bridge.replace(null, agent)).isTrue();
        Bridge.properties(AskedNames.bits(Set.of("db.password")));
    }

    @AfterEach
    void leave() {
        Bridge.properties(null);
        Bridge.replace(agent, null);
    }

    @Test
    void what_the_jdk_has_found_stays() {
        assertThat(Bridge.property("theirs", this, "db.password")).isEqualTo("theirs");
        assertThat(Bridge.propertyOr("theirs", this, "db.password", "none")).isEqualTo("theirs");
        assertThat(Bridge.hasProperty(true, this, "db.password")).isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void what_it_has_not_found_is_asked_for_if_it_is_served() {
        assertThat(Bridge.property(null, this, "db.password")).isEqualTo("ours");
        assertThat(Bridge.propertyOr("none", this, "db.password", "none")).isEqualTo("ours");
        assertThat(Bridge.hasProperty(false, this, "db.password")).isTrue();
        assertThat(asked).containsExactly("5 db.password", "5 db.password", "6 db.password");
    }

    @Test
    void other_names_and_what_is_no_name_are_not_asked_for() {
        for (Object name : new Object[] {"user.home", 7}) {
            assertThat(Bridge.property(null, this, name)).isNull();
            assertThat(Bridge.propertyOr("none", this, name, "none")).isEqualTo("none");
            assertThat(Bridge.hasProperty(false, this, name)).isFalse();
        }
        assertThat(Bridge.property(null, this, null)).isNull();
        Bridge.properties(null);
        assertThat(Bridge.property(null, this, "db.password")).isNull();
        assertThat(asked).isEmpty();
    }
}
