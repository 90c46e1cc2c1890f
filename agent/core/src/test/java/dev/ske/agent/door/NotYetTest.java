package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotYetTest {
    @Test
    void only_the_thread_that_attaches_is_answered_by_the_door_and_others_as_without_an_agent() throws Exception {
        NotYet notYet = new NotYet((operation, arguments) -> "door");
        List<Object> others = new ArrayList<>();
        Thread other = new Thread(() -> {
            others.add(notYet.apply(Operation.GETENV, new Object[] {"A", "real"}));
            others.add(notYet.apply(Operation.ENVIRONMENT, new Object[] {Map.of("A", "real")}));
            others.add(notYet.apply(Operation.VERSION, new Object[0]));
            others.add(notYet.apply(Operation.GET, new Object[] {"A"}));
        });
        other.start();
        other.join();
        assertThat(others).containsExactly("real", Map.of("A", "real"), "door", null);
        assertThat(notYet.apply(Operation.GET, new Object[] {"A"})).isEqualTo("door");
    }
}
