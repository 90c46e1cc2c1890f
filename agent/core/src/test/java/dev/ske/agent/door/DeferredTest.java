package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers of a deferred start that is not over, and of one that fails where nobody can end the JVM. */
class DeferredTest {
    private final Expected expected = new Expected();
    private final Map<String, String> real = Map.of("HOME", "/root", "A", "in clear");
    private final Deferred deferred = new Deferred(expected, real, rest(), unused());
    private volatile boolean here;

    @BeforeEach
    void expect() {
        expected.secret("A");
        expected.setting("B", "plain");
        expected.withheld("C");
    }

    @Test
    void what_needs_no_value_is_answered_at_once() {
        assertThat(getenv("HOME")).isEqualTo("/root");
        assertThat(getenv("B")).isEqualTo("plain");
        assertThat(getenv("C")).isNull();
        assertThat(call(Operation.VERSION)).isNotNull();
        assertThat(call(Operation.MAIN)).isNull();
        assertThat(call(Operation.CHILD, new ProcessBuilder(), Map.of())).isNull();
        Map<String, String> map = environment();
        assertThat(map == environment()).as("one map").isTrue();
        assertThat(map.get("HOME")).isEqualTo("/root");
        assertThat(map.get("B")).isEqualTo("plain");
        assertThat(map.getOrDefault("nothing", "else")).isEqualTo("else");
        assertThat(map.containsKey("HOME")).isTrue();
        assertThat(map.containsKey("B")).isTrue();
        assertThat(map.containsKey("C")).isFalse();
        assertThat(map.containsKey("nothing")).isFalse();
    }

    @Test
    void a_secret_waits_and_is_null_if_it_never_comes() throws Exception {
        assertThat(waiting(() -> getenv("A"))).isNull();
        assertThat(getenv("A")).isNull();
        assertThat(getenv("B")).isEqualTo("plain");
    }

    @Test
    void the_api_waits_and_is_told_why_there_is_nothing() throws Exception {
        assertThat(waiting(() -> call(Operation.GET, "A")))
                .isEqualTo(new SimpleImmutableEntry<>("KMS_UNREACHABLE", "as a test wants it; a hint"));
        assertThat(call(Operation.NAMES)).isInstanceOf(Map.Entry.class);
    }

    @Test
    void who_asks_for_all_names_waits_and_finds_none_of_a_secret() throws Exception {
        assertThat(waiting(() -> Map.copyOf(environment()))).isEqualTo(Map.of("HOME", "/root", "B", "plain"));
        assertThat(environment().get("A")).isNull();
        assertThat(environment().containsKey("A")).isFalse();
        assertThat(environment().keySet()).containsExactlyInAnyOrder("HOME", "B");
        assertThat(environment().values()).containsExactlyInAnyOrder("/root", "plain");
        assertThat(environment().containsValue("in clear")).isFalse();
        assertThat(environment().toString()).doesNotContain("in clear");
        assertThat(environment().size()).isEqualTo(2);
    }

    @Test
    void a_child_that_may_be_given_a_secret_waits() throws Exception {
        expected.handsOn();
        assertThat(waiting(() -> call(Operation.CHILD, new ProcessBuilder(), Map.of())))
                .isNull();
    }

    @Test
    void a_property_that_is_a_secret_waits_and_others_do_not() throws Exception {
        assertThat(property("db.password")).as("nothing is exposed").isNull();
        expected.exposed().secret("db.password");
        expected.exposed().setting("db.url", "jdbc:x");
        expected.exposed().withheld("db.user");
        assertThat(property("db.url")).isEqualTo("jdbc:x");
        assertThat(call(Operation.HAS_PROPERTY, System.getProperties(), "db.url"))
                .isEqualTo(true);
        assertThat(property("db.user")).isNull();
        assertThat(call(Operation.HAS_PROPERTY, System.getProperties(), "db.user"))
                .isNull();
        assertThat(call(Operation.PROPERTY, new Properties(), "db.password"))
                .as("a table of the program's")
                .isNull();
        assertThat(waiting(() -> property("db.password"))).isNull();
        assertThat(call(Operation.HAS_PROPERTY, System.getProperties(), "db.password"))
                .isNull();
    }

    private @Nullable Object property(String name) {
        return call(Operation.PROPERTY, System.getProperties(), name);
    }

    @Test
    void who_is_interrupted_waits_on_and_is_so_afterwards() throws Exception {
        assertThat(waiting(() -> {
                    Thread.currentThread().interrupt();
                    return getenv("A") == null && Thread.currentThread().isInterrupted();
                }))
                .isEqualTo(true);
    }

    @Test
    void a_thread_that_opens_the_values_is_answered_by_the_real_environment_and_waits_for_nothing() {
        here = true;
        assertThat(getenv("A")).isEqualTo("in clear");
        assertThat(environment().size()).isEqualTo(real.size());
        assertThat(call(Operation.GET, "A")).isNull();
    }

    @Test
    void what_is_logged_is_not_held_for_a_thread_that_does_not_start() {
        Thread never = new Thread(() -> {}) {
            @Override
            public synchronized void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> deferred.begin(never)).isInstanceOf(OutOfMemoryError.class);
            Log.warn("said at once");
            assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("ske: warning: said at once");
        } finally {
            Log.release();
            System.setErr(before);
        }
    }

    /** What a thread finds that was seen waiting before the start failed. */
    private @Nullable Object waiting(Supplier<@Nullable Object> reading) throws Exception {
        FutureTask<@Nullable Object> found = new FutureTask<>(reading::get);
        Thread reader = new Thread(found);
        reader.start();
        while (reader.getState() != Thread.State.WAITING) {
            assertThat(found.isDone()).as("it did not wait").isFalse();
            Thread.onSpinWait();
        }
        deferred.run();
        return found.get();
    }

    private @Nullable Object getenv(String name) {
        return deferred.apply(Operation.GETENV, new Object[] {name, real.get(name)});
    }

    private @Nullable Object call(int operation, Object... arguments) {
        return deferred.apply(operation, arguments);
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> environment() {
        Object map = deferred.apply(Operation.ENVIRONMENT, new Object[] {real});
        assertThat(map).isNotNull();
        return (Map<String, String>) map;
    }

    private Rest rest() {
        return new Rest() {
            @Override
            public @Nullable Expected expected() {
                return expected;
            }

            @Override
            public Served open() {
                throw new Failure(Code.KMS_UNREACHABLE, "as a test wants it", "a hint");
            }

            @Override
            public boolean isDoneHere() {
                return here;
            }

            @Override
            public Failure fail(Throwable failure) {
                return (Failure) failure;
            }
        };
    }

    /** Nothing gets so far as to need it. */
    private static Instrumentation unused() {
        return (Instrumentation) Proxy.newProxyInstance(
                DeferredTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> {
                    throw new AssertionError(method.getName());
                });
    }
}
