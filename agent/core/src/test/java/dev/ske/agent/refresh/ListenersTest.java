package dev.ske.agent.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.access.Vault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenersTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Vault vault = new Vault("jmx: off")
            .secret("db.password", "1")
            .secret("db.user", "1")
            .publish();
    private final Rotation rotation = new Rotation(vault);
    private final Refresher refresher =
            new Refresher(vault.config, vault.store(), vault.freshness(), rotation, rotation);

    @AfterEach
    void end() {
        System.setErr(before);
        refresher.stop();
        vault.store().destroy();
    }

    @Test
    void a_listener_is_called_once_per_changed_value_whichever_way_it_writes_the_name() throws Exception {
        refresher.onChange("db.password", heard::add);
        refresher.onChange("DB_PASSWORD", path -> heard.add("canonical " + path));
        refresher.onChange("Db.Password", path -> heard.add("else " + path));
        refresher.onChange("db.user", path -> heard.add("wrong " + path));
        refresh("db.password", "2", "db.user", "1");
        assertThat(hear(3)).containsExactly("db.password", "canonical db.password", "else db.password");
        refresh("db.password", "2", "db.user", "1");
        refresh("db.password", "3", "db.user", "1");
        assertThat(hear(3)).containsExactly("db.password", "canonical db.password", "else db.password");
        assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void names_that_appear_and_vanish_are_told_of() throws Exception {
        refresher.onChange("API_KEY", heard::add);
        refresh("api.key", "1", "db.user", "1");
        assertThat(hear(1)).containsExactly("api.key");
        refresh("db.user", "1");
        assertThat(hear(1)).containsExactly("api.key");
        refresh("db.user", "1");
        assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void calls_come_in_the_order_of_the_changes_on_a_thread_of_ours() throws Exception {
        List<Thread> threads = new ArrayList<>();
        refresher.onChange("db.user", path -> {
            threads.add(Thread.currentThread());
            heard.add(vault.gate().text(vault.item("db.user"), dev.ske.agent.audit.Via.GET));
        });
        for (int i = 0; i < 20; i++) {
            refresh("db.user", "value " + i);
            assertThat(hear(1)).containsExactly("value " + i);
        }
        assertThat(threads).extracting(Thread::getName).containsOnly("ske-listeners");
        assertThat(threads).allMatch(Thread::isDaemon);
    }

    @Test
    void what_a_listener_throws_is_told_by_its_class_and_harms_nobody() throws Exception {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        String quoted = UUID.randomUUID().toString();
        refresher.onChange("db.user", path -> {
            throw new IllegalStateException(quoted);
        });
        refresher.onChange("db.user", path -> {
            throw new StackOverflowError(quoted);
        });
        refresher.onChange("db.user", heard::add);
        refresh("db.user", "2");
        assertThat(hear(1)).containsExactly("db.user");
        refresh("db.user", "3");
        assertThat(hear(1)).containsExactly("db.user");
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "ske: warning: a listener for db.user failed: java.lang.IllegalStateException",
                        "ske: warning: a listener for db.user failed: java.lang.StackOverflowError",
                        "ske: warning: a listener for db.user failed: java.lang.IllegalStateException",
                        "ske: warning: a listener for db.user failed: java.lang.StackOverflowError");
    }

    @Test
    void who_has_left_is_not_called_even_if_its_call_was_waiting() throws Exception {
        CountDownLatch left = new CountDownLatch(1);
        refresher.onChange("db.user", path -> {
            heard.add("first");
            try {
                left.await();
            } catch (InterruptedException unexpected) {
                heard.add(unexpected.toString());
            }
        });
        AutoCloseable second = refresher.onChange("db.user", path -> heard.add("second"));
        refresher.onChange("db.user", path -> heard.add("third"));
        refresh("db.user", "2");
        assertThat(hear(1)).containsExactly("first");
        second.close();
        left.countDown();
        assertThat(hear(1)).containsExactly("third");
    }

    @Test
    void a_listener_that_interrupts_its_thread_interrupts_no_other() throws Exception {
        refresher.onChange("db.user", path -> Thread.currentThread().interrupt());
        refresher.onChange(
                "db.user", path -> heard.add(path + " " + Thread.currentThread().isInterrupted()));
        refresh("db.user", "2");
        assertThat(hear(1)).containsExactly("db.user false");
    }

    @Test
    void a_listener_may_leave_while_it_is_called_and_the_thread_ends_with_the_last() throws Exception {
        AutoCloseable[] itself = new AutoCloseable[1];
        CountDownLatch there = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        itself[0] = refresher.onChange("db.user", path -> {
            try {
                there.await();
                itself[0].close();
                itself[0].close();
            } catch (Exception unexpected) {
                heard.add(unexpected.toString());
            }
            threads.add(Thread.currentThread());
            heard.add(path);
        });
        there.countDown();
        refresh("db.user", "2");
        assertThat(hear(1)).containsExactly("db.user");
        threads.get(0).join(10_000);
        assertThat(threads.get(0).isAlive()).isFalse();

        refresher.onChange("db.user", heard::add);
        refresh("db.user", "3");
        assertThat(hear(1)).containsExactly("db.user");
    }

    @Test
    void a_listener_runs_in_the_world_of_its_own_class() throws Exception {
        refresher.onChange(
                "db.user",
                path -> heard.add(
                        "" + (Thread.currentThread().getContextClassLoader() == ListenersTest.class.getClassLoader())));
        InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
        inherited.set("the application's");
        refresher.onChange("db.user", path -> heard.add("" + inherited.get()));
        refresh("db.user", "2");
        assertThat(hear(2)).containsExactly("true", "null");
    }

    @Test
    void a_listener_that_blocks_holds_up_neither_refreshes_nor_the_end_and_its_calls_do_not_pile_up() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        refresher.onChange("db.user", path -> {
            begun.countDown();
            try {
                free.await();
            } catch (InterruptedException nobody) {
                throw new IllegalStateException(nobody);
            }
            heard.add(path);
        });
        refresh("db.user", "first");
        begun.await();
        for (int i = 0; i < Subscription.MOST_CALLS + 50; i++) {
            refresh("db.user", "value " + i);
        }
        assertThat(rotation.told).hasSize(Subscription.MOST_CALLS + 51);
        free.countDown();
        assertThat(hear(1 + Subscription.MOST_CALLS)).containsOnly("db.user");
        assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void a_listener_may_refresh_and_end_everything() throws Exception {
        refresher.onChange("db.user", path -> {
            if (rotation.reopened.get() == 1) {
                rotation.values.put("db.user", "3");
                refresher.refresh();
            }
            refresher.stop();
            heard.add(path);
        });
        refresh("db.user", "2");
        assertThat(hear(1)).containsExactly("db.user");
        assertThat(rotation.reopened).hasValue(2);
        assertThatThrownBy(() -> refresher.onChange("db.user", heard::add))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.STORE_DESTROYED));
        assertThat(heard.poll(200, TimeUnit.MILLISECONDS)).as("called no more").isNull();
    }

    @Test
    void the_end_does_not_wait_for_a_listener() throws Exception {
        long nanos = Long.MAX_VALUE;
        for (int tries = 0; tries < 5 && nanos >= 1_000_000_000; tries++) { // the machine may be late, and not we
            Refresher ending = new Refresher(vault.config, vault.store(), vault.freshness(), rotation, rotation);
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch free = new CountDownLatch(1);
            ending.onChange("db.user", path -> {
                begun.countDown();
                while (true) {
                    try {
                        free.await();
                        return;
                    } catch (InterruptedException again) {
                        heard.add("interrupted");
                    }
                }
            });
            rotation.values.put("db.password", "1");
            rotation.values.put("db.user", "of try " + tries);
            ending.refresh();
            begun.await();
            long from = System.nanoTime();
            ending.stop();
            nanos = System.nanoTime() - from;
            free.countDown();
        }
        assertThat(nanos).isLessThan(1_000_000_000);
        assertThat(heard).isEmpty();
    }

    private void refresh(String... namesAndValues) {
        rotation.values.clear();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            rotation.values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        refresher.refresh();
    }

    private List<String> hear(int number) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            all.add(heard.poll(20, TimeUnit.SECONDS));
        }
        return all;
    }
}
