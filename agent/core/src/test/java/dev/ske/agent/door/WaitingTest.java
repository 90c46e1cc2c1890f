package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Readers between premain and main on JDK 8. */
class WaitingTest {
    private final Object[] home = {"HOME", "/root"};
    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void the_thread_that_opens_is_answered_by_the_real_environment_and_does_not_wait_for_itself() {
        Waiting waiting = new Waiting(Map.of(), rest(true, null), unused());
        assertThat(waiting.apply(Operation.GETENV, home)).isEqualTo("/root");
        assertThat(waiting.apply(Operation.ENVIRONMENT, new Object[] {Map.of("A", "b")}))
                .isEqualTo(Map.of("A", "b"));
        assertThat(waiting.apply(Operation.CHILD, new Object[] {new ProcessBuilder(), Map.of()}))
                .isNull();
        assertThat(failures).isEmpty();
    }

    @Test
    void a_reader_that_is_reached_while_it_finishes_the_start_itself_is_answered_by_the_real_environment() {
        Waiting[] waiting = new Waiting[1];
        List<@Nullable Object> answers = new ArrayList<>();
        waiting[0] = new Waiting(
                Map.of(), rest(false, () -> answers.add(waiting[0].apply(Operation.GETENV, home))), unused());
        assertThatThrownBy(() -> waiting[0].apply(Operation.GETENV, home)).isInstanceOf(Failure.class);
        assertThat(answers).containsExactly("/root");
        assertThat(failures).hasSize(1);
    }

    /** Nothing gets so far as to need it. */
    private static Instrumentation unused() {
        return (Instrumentation) Proxy.newProxyInstance(
                WaitingTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError(method.getName());
                });
    }

    /** A start that fails, after something else was done. */
    private Rest rest(boolean here, @Nullable Runnable before) {
        return new Rest() {
            @Override
            public @Nullable Expected expected() {
                return null;
            }

            @Override
            public Served open() {
                if (before != null) {
                    before.run();
                }
                throw new Failure(Code.SECRET_NOT_FOUND, "as a test wants it");
            }

            @Override
            public boolean isDoneHere() {
                return here;
            }

            @Override
            public Failure fail(Throwable failure) {
                failures.add(failure);
                return (Failure) failure;
            }
        };
    }
}
