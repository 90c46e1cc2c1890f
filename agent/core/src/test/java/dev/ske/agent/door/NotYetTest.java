package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotYetTest {
    @Test
    void until_there_is_a_door_everybody_is_answered_as_without_an_agent() {
        NotYet notYet = new NotYet();
        assertThat(notYet.apply(Operation.GETENV, new Object[] {"A", "real"})).isEqualTo("real");
        assertThat(notYet.apply(Operation.ENVIRONMENT, new Object[] {Map.of("A", "real")}))
                .isEqualTo(Map.of("A", "real"));
        assertThat(notYet.apply(Operation.CHILD, new Object[] {new ProcessBuilder(), Map.of()}))
                .isNull();
        assertThat(notYet.apply(Operation.GET, new Object[] {"A"})).isNull();
        assertThat(notYet.apply(Operation.VERSION, new Object[0])).isEqualTo(Version.current());
    }

    @Test
    void only_the_thread_that_opens_it_is_answered_by_the_door_and_others_as_without_an_agent() throws Exception {
        NotYet notYet = new NotYet();
        notYet.admit((operation, arguments) -> "door");
        List<Object> others = new ArrayList<>();
        Thread other = new Thread(() -> {
            others.add(notYet.apply(Operation.GETENV, new Object[] {"A", "real"}));
            others.add(notYet.apply(Operation.ENVIRONMENT, new Object[] {Map.of("A", "real")}));
            others.add(notYet.apply(Operation.VERSION, new Object[0]));
            others.add(notYet.apply(Operation.GET, new Object[] {"A"}));
        });
        other.start();
        other.join();
        assertThat(others).containsExactly("real", Map.of("A", "real"), Version.current(), null);
        assertThat(notYet.apply(Operation.GET, new Object[] {"A"})).isEqualTo("door");
    }
}
