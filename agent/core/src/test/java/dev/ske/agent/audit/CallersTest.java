package dev.ske.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Desk;
import dev.ske.agent.config.Glob;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests stand in a package of the agent's, so that {@code com.acme} is the first of the program's. */
class CallersTest {
    static Stream<Frames> ways() throws ReflectiveOperationException {
        Class<?> java9 = Class.forName("dev.ske.agent.audit.Java9Frames");
        return Stream.of(
                new Java8Frames(),
                java9.asSubclass(Frames.class).getDeclaredConstructor().newInstance());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void the_caller_is_the_newest_frame_of_the_program(Frames frames) throws Exception {
        assertThat(Desk.ask(frames::caller)).isEqualTo(frame("com.acme.Desk", "ask"));
        assertThat(Desk.Drawer.ask(frames::caller)).isEqualTo(frame("com.acme.Desk$Drawer", "ask"));
        assertThat(Desk.<StackTraceElement>askIndirectly(frames::caller)).isEqualTo(frame("com.acme.Desk", "ask"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void the_jdk_is_passed_over_to_find_the_caller(Frames frames) {
        assertThat(Desk.ask(() -> Optional.of(1).map(one -> frames.caller()))).contains(frame("com.acme.Desk", "ask"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_stack_without_the_program_has_no_caller(Frames frames) throws Exception {
        AtomicReference<StackTraceElement> caller = new AtomicReference<>(frame("none", "yet"));
        Thread thread = new Thread(() -> caller.set(frames.caller()));
        thread.start();
        thread.join();
        assertThat(caller.get()).isNull();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void all_classes_of_the_stack_are_seen_and_none_without_a_name(Frames frames) throws Exception {
        List<String> classes = Desk.askIndirectly(() -> Desk.Drawer.ask(frames::classes));
        assertThat(classes)
                .containsSubsequence("com.acme.Desk$Drawer", getClass().getName(), "com.acme.Desk")
                .noneMatch(name -> name.contains("/"));
    }

    @Test
    void a_deep_stack_is_seen_to_its_bottom() {
        assertThat(Desk.Drawer.ask(() -> Desk.askDeeply(Callers::classes, 3_000)))
                .contains("com.acme.Desk$Drawer");
    }

    @Test
    void where_the_stack_ends_there_is_no_caller_and_nothing_fails() {
        Callers.prepare();
        List<Glob> allowed = List.of(new Glob("com.acme.**"));
        int[] asked = new int[1];
        Runnable deeper = new Runnable() {
            @Override
            @SuppressWarnings("InfiniteRecursion") // until the stack ends
            public void run() {
                try {
                    run();
                } catch (StackOverflowError end) {
                    asked[0]++;
                    Callers.caller();
                    Callers.anyOf(Callers.classes(), allowed);
                }
            }
        };
        try {
            deeper.run();
        } catch (StackOverflowError nothingCouldBeCalled) {
            // the call itself, not what it calls
        }
        assertThat(asked[0]).isPositive();
        assertThat(Desk.ask(Callers::caller)).isEqualTo(frame("com.acme.Desk", "ask"));
    }

    @ParameterizedTest
    @CsvSource({
        "com.zaxxer.hikari.**, com.zaxxer.hikari.pool.HikariPool",
        "com.zaxxer.hikari.**, com.zaxxer.hikari.pool.HikariPool$PoolEntryCreator",
        "com.zaxxer.hikari.**, com.zaxxer.hikari.HikariConfig",
        "com.zaxxer.hikari.*, com.zaxxer.hikari.HikariConfig$1",
        "com.acme.Desk, com.acme.Desk",
        "com.acme.Desk*, com.acme.Desk$Drawer",
        "**.Desk, com.acme.Desk",
        "*, com.acme.Desk",
        "**, com.acme.Desk"
    })
    void a_pattern_names_a_class(String pattern, String name) {
        assertThat(Callers.anyOf(List.of("java.lang.Thread0", name), List.of(new Glob("x.Y"), new Glob(pattern))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "com.zaxxer.hikari.**, com.zaxxer.hikarix.Pool",
        "com.zaxxer.hikari.*, com.zaxxer.hikari.pool.HikariPool",
        "com.acme.Desk, com.acme.Desk$Drawer",
        "com.acme.Desk, com.acme.desk"
    })
    void a_pattern_does_not_name_a_class(String pattern, String name) {
        assertThat(Callers.anyOf(List.of(name), List.of(new Glob(pattern)))).isFalse();
    }

    @Test
    void an_empty_list_names_nobody() {
        assertThat(Callers.anyOf(List.of("com.acme.Desk"), List.of())).isFalse();
    }

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, null, -1);
    }
}
