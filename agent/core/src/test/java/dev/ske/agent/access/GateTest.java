package dev.ske.agent.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Desk;
import com.sun.management.ThreadMXBean;
import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.audit.Via;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.ProtectedMemory;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Sealing;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private final String value = UUID.randomUUID().toString();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 63})
    void of_64_threads_that_race_exactly_as_many_read_as_the_limit_allows(int limit) throws Exception {
        for (int round = 0; round < 20; round++) {
            Vault vault = new Vault("access: {limit: {db.password: " + limit + "}}")
                    .secret("db.password", value)
                    .publish();
            Item item = vault.item("db.password");
            List<Object> answers = race(64, () -> vault.gate().text(item, Via.GET));

            assertThat(answers.stream().filter(value::equals)).hasSize(limit);
            assertThat(answers.stream().filter(Code.SECRET_READ_LIMIT::equals)).hasSize(64 - limit);
            assertThat(item.usage().reads()).isEqualTo(limit);
            assertThat(item.usage().cleared()).isTrue();
            assertThat(vault.told().stream().filter(line -> line.contains(" served")))
                    .hasSize(limit);
            assertThat(vault.told().stream().filter("db.password cleared"::equals))
                    .hasSize(1);
        }
    }

    @Test
    void all_ways_of_reading_count_together() {
        Vault vault = new Vault("access: {limit: {db.password: 3}}")
                .secret("db.password", value)
                .publish();
        Item item = vault.item("db.password");
        assertThat(vault.gate().text(item, Via.GETENV)).isEqualTo(value);
        assertThat(vault.gate().chars(item, Via.USE)).isEqualTo(value.toCharArray());
        assertThat(vault.gate().bytes(item, Via.USE_BYTES)).isEqualTo(value.getBytes(StandardCharsets.UTF_8));

        refused(Code.SECRET_READ_LIMIT, () -> vault.gate().text(item, Via.GET))
                .hasMessageContaining("db.password", "/ske/access/limit", "3");
        refused(Code.SECRET_READ_LIMIT, () -> vault.gate().chars(item, Via.USE));
        refused(Code.SECRET_READ_LIMIT, () -> vault.gate().bytes(item, Via.USE_BYTES));
        assertThat(vault.told())
                .containsExactly(
                        "db.password getenv served",
                        "db.password use served",
                        "db.password useBytes served",
                        "db.password cleared",
                        "db.password get SECRET_READ_LIMIT",
                        "db.password use SECRET_READ_LIMIT",
                        "db.password useBytes SECRET_READ_LIMIT");
    }

    @Test
    void a_read_that_fails_for_another_reason_uses_nothing_up() {
        byte[] noText = {(byte) 0xff, 1, 2};
        Vault vault = new Vault("access: {clear-on-access: [key]}")
                .secret("key", noText)
                .publish();
        Item item = vault.item("key");
        refused(Code.VALUE_MALFORMED, () -> vault.gate().text(item, Via.GET));
        refused(Code.VALUE_MALFORMED, () -> vault.gate().chars(item, Via.USE));
        assertThat(item.usage().reads()).isZero();
        assertThat(vault.gate().bytes(item, Via.USE_BYTES)).isEqualTo(noText);
    }

    @Test
    void what_is_cleared_on_access_is_wiped_with_its_first_read() {
        Vault vault = new Vault("access: {clear-on-access: ['**']}")
                .secret("db.password", value)
                .publish();
        Item item = vault.item("db.password");
        assertThat(vault.gate().serves(item)).isTrue();
        assertThat(item.usage().cleared()).isFalse();
        assertThat(vault.gate().text(item, Via.GET)).isEqualTo(value);
        assertThat(item.usage().cleared()).isTrue();
        assertThat(vault.gate().serves(item)).isFalse();
        assertThat(vault.gate().isCleared(item)).isFalse();
        refused(Code.SECRET_READ_LIMIT, () -> vault.gate().text(item, Via.GET))
                .hasMessageContaining("wiped after its first read", "/ske/access/clear-on-access");
    }

    @Test
    void what_the_program_cleared_is_not_found_even_if_it_was_used_up_before() {
        Vault vault = new Vault("access: {limit: {b: 1}}")
                .secret("a", value)
                .secret("b", value)
                .publish();
        vault.gate().text(vault.item("b"), Via.GET);
        for (String name : List.of("a", "b")) {
            Item item = vault.item(name);
            vault.gate().clear(item);
            vault.gate().clear(item);
            assertThat(vault.gate().isCleared(item)).isTrue();
            assertThat(vault.gate().serves(item)).isFalse();
            refused(Code.SECRET_NOT_FOUND, () -> vault.gate().text(item, Via.GET))
                    .hasMessageContaining(name + " was cleared");
            assertThat(vault.told().stream().filter((name + " cleared")::equals))
                    .hasSize(1);
        }
    }

    @Test
    void only_a_caller_with_a_class_of_the_list_on_its_stack_may_read() {
        Vault vault = new Vault("access: {allow: {db.password: ['org.none.**', 'com.acme.Desk$*']}, limit: {'**': 2}}")
                .secret("db.password", value)
                .publish();
        Item item = vault.item("db.password");
        assertThat(vault.gate().serves(item)).isFalse();
        refused(Code.SECRET_DENIED, () -> Desk.ask(() -> vault.gate().text(item, Via.GET)))
                .hasMessageContaining("com.acme.Desk.ask may not read db.password", "/ske/access/allow")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("org.none", value));
        assertThat(item.usage().reads()).isZero();

        assertThat(Desk.Drawer.ask(() -> vault.gate().serves(item))).isTrue();
        assertThat(Desk.Drawer.ask(() -> Desk.ask(() -> vault.gate().text(item, Via.GET))))
                .isEqualTo(value);
        assertThat(vault.told())
                .containsExactly(
                        "db.password get SECRET_DENIED by com.acme.Desk", "db.password get served by com.acme.Desk");
    }

    @Test
    void a_value_is_opened_when_its_caller_is_known() {
        Vault vault = new Vault("").secret("db.password", value).publish();
        Item item = vault.item("db.password");
        vault.asked = () -> {
            vault.asked = () -> {};
            vault.gate().clear(item); // too late for a value that is open
        };
        refused(Code.SECRET_NOT_FOUND, () -> vault.gate().bytes(item, Via.USE_BYTES));
        assertThat(vault.told()).noneMatch(told -> told.endsWith("served"));
    }

    @Test
    void a_plain_setting_passes_uncounted_and_untold() {
        Vault vault = new Vault("access: {clear-on-access: ['**'], allow: {'**': []}}")
                .setting("db.url", "jdbc:x")
                .publish();
        Item item = vault.item("db.url");
        for (int i = 0; i < 3; i++) {
            assertThat(vault.gate().text(item, Via.GET)).isEqualTo("jdbc:x");
        }
        assertThat(item.usage().reads()).isZero();
        assertThat(vault.told()).isEmpty();
    }

    @Test
    void nobody_is_told_who_does_not_listen_and_reads_are_counted_all_the_same() {
        Vault vault = new Vault("access: {limit: {a: 1}}").secret("a", value).publish();
        vault.listening = false;
        vault.gate().text(vault.item("a"), Via.GET);
        refused(Code.SECRET_READ_LIMIT, () -> vault.gate().text(vault.item("a"), Via.GET));
        assertThat(vault.told()).containsExactly("a cleared");
        assertThat(vault.item("a").usage().reads()).isEqualTo(1);
    }

    @Test
    void a_child_is_handed_on_what_is_not_wiped_without_a_count() {
        Vault vault = new Vault("access: {limit: {a: 1}, allow: {a: []}}")
                .secret("a", value)
                .publish();
        Item item = vault.item("a");
        for (int i = 0; i < 3; i++) {
            assertThat(vault.gate().handOn(item, vault.store().snapshot())).isEqualTo(value);
        }
        assertThat(item.usage().reads()).isZero();
        vault.gate().clear(item);
        refused(
                Code.SECRET_NOT_FOUND,
                () -> vault.gate().handOn(item, vault.store().snapshot()));
        assertThat(vault.told())
                .containsExactly(
                        "a child served", "a child served", "a child served", "a cleared", "a child SECRET_NOT_FOUND");
    }

    @Test
    void after_destroy_the_api_is_told_so() {
        Vault vault = new Vault("access: {limit: {a: 1}}")
                .secret("a", value)
                .secret("b", value)
                .publish();
        Item limited = vault.item("a");
        Item free = vault.item("b");
        vault.store().destroy();
        refused(Code.STORE_DESTROYED, () -> vault.gate().text(limited, Via.GET));
        refused(Code.STORE_DESTROYED, () -> vault.gate().text(free, Via.GET));
        assertThat(limited.usage().reads()).isZero();
        assertThat(free.usage().reads()).as("a read that failed is none").isZero();
    }

    @Test
    void what_was_read_as_often_as_allowed_is_not_served_even_before_it_is_wiped() {
        Vault vault = new Vault("access: {limit: {a: 2}}").secret("a", value).publish();
        Item item = vault.item("a");
        List<String> served = new ArrayList<>();
        vault.meanwhile =
                () -> served.add(vault.gate().serves(item) + (item.usage().cleared() ? " wiped" : " not wiped"));
        vault.gate().text(item, Via.GET);
        vault.gate().text(item, Via.GET);
        assertThat(served).containsExactly("true not wiped", "false not wiped");
    }

    @Test
    void what_no_rule_names_expires_too_when_refreshing_fails_for_too_long() throws InterruptedException {
        Vault vault = new Vault("refresh: {watch: true, max-stale: 1ms}")
                .secret("a", value)
                .setting("b", "setting")
                .publish();
        assertThat(vault.gate().text(vault.item("a"), Via.GET)).isEqualTo(value);
        vault.freshness().failing();
        Thread.sleep(2);
        refused(Code.SECRET_EXPIRED, () -> vault.gate().text(vault.item("a"), Via.GET));
        assertThat(vault.gate().serves(vault.item("a"))).isFalse();
        assertThat(vault.gate().text(vault.item("b"), Via.GET)).isEqualTo("setting");
        vault.freshness().renewed();
        assertThat(vault.gate().text(vault.item("a"), Via.GET)).isEqualTo(value);
        assertThat(vault.told()).containsExactly("a get served", "a get SECRET_EXPIRED", "a get served");
    }

    @Test
    void nobody_is_told_of_the_self_test() {
        Vault vault = new Vault("").publish();
        try (StrongRandom random = new StrongRandom()) {
            SealedStore trying = new Sealing(random, ProtectedMemory.open(MemorySpec.DEFAULT, null)).seal();
            Item canary = trying.snapshot().findExactly(trying.canary().name());
            Gate gate = new Gate(trying, vault.freshness(), vault.witness());
            assertThat(trying.canary().isAnsweredBy(gate.text(canary, Via.GETENV)))
                    .isTrue();
            trying.destroy();
        }
        assertThat(vault.told()).isEmpty();
    }

    /** Interpreted: what a compiler leaves out of an allocation depends on how busy the machine is. */
    @Test
    void a_read_without_rules_allocates_what_the_store_does_and_nothing_else() throws Exception {
        Process process = new ProcessBuilder(
                        Paths.get(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-Xint",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Allocations.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).matches("(\\d+) \\1\\R");
    }

    /** Prints the bytes that a read of the store and one through the gate allocate; run in a JVM of its own. */
    static final class Allocations {
        public static void main(String[] none) {
            Vault vault = new Vault("").secret("a", "a value").publish();
            vault.listening = false;
            Item item = vault.item("a");
            Runnable direct = () -> vault.store().bytes(item);
            Runnable gated = () -> vault.gate().bytes(item, Via.USE_BYTES);
            allocated(direct);
            allocated(gated);
            System.out.println(allocated(direct) + " " + allocated(gated));
        }

        private static long allocated(Runnable run) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long thread = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 100; i++) {
                run.run();
            }
            return threads.getThreadAllocatedBytes(thread) - before;
        }

        private Allocations() {}
    }

    private static List<Object> race(int threads, Supplier<Object> read) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<FutureTask<Object>> readers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            FutureTask<Object> reader = new FutureTask<>(() -> {
                start.await();
                try {
                    return read.get();
                } catch (Failure refused) {
                    return refused.code();
                }
            });
            readers.add(reader);
            new Thread(reader).start();
        }
        List<Object> answers = new ArrayList<>();
        for (FutureTask<Object> reader : readers) {
            answers.add(reader.get());
        }
        return answers;
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Code code, ThrowingCallable read) {
        return assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        Failure.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
