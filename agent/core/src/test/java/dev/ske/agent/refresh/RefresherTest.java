package dev.ske.agent.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.access.Freshness;
import dev.ske.agent.access.Hands;
import dev.ske.agent.access.Vault;
import dev.ske.agent.audit.Via;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RefresherTest {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Hands clock = new Hands();
    private Vault vault;
    private Rotation rotation;
    private Refresher refresher;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void end() {
        System.setErr(before);
        Log.level(Log.Level.WARN);
        refresher.stop();
        vault.store().destroy();
    }

    @Test
    void a_refresh_that_is_asked_for_brings_the_new_values_and_leaves_no_thread() {
        open("jmx: off");
        refresher.start();
        assertThat(ours()).as("nothing happens by itself").isEmpty();
        rotation.values.put("a", "2");
        refresher.refresh();
        assertThat(text("a")).isEqualTo("2");
        assertThat(rotation.told).containsExactly("1 null");
        assertThat(refresher.state()).containsEntry("refreshes", 1).doesNotContainKeys("next", "failure", "expires");
        waitFor(() -> ours().isEmpty());
        refresher.refresh();
        assertThat(rotation.told).containsExactly("1 null", "0 null");
        rotation.values.remove("a");
        refresher.refresh();
        assertThat(rotation.told)
                .as("a name that is served no more has changed")
                .endsWith("1 null");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void at_info_a_refresh_says_how_many_values_it_changed_and_whose_they_are() {
        open("jmx: off");
        Log.level(Log.Level.INFO);
        String value = UUID.randomUUID().toString();
        rotation.values.put("a", value);
        rotation.values.put("b", value);
        refresher.refresh();
        refresher.refresh();
        rotation.values.remove("a");
        refresher.refresh();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .hasLineCount(2)
                .startsWith("ske: info: refreshed: 2 of 2 secrets changed (a, b)\n")
                .contains("ske: info: refreshed: 1 served no more (a)")
                .doesNotContain(value);
    }

    @Test
    void at_info_of_many_changed_names_the_first_are_said_and_at_debug_that_nothing_changed() {
        open("jmx: off");
        Log.level(Log.Level.DEBUG);
        for (char name = 'a'; name <= 'z'; name++) {
            rotation.values.put(String.valueOf(name), "2");
        }
        refresher.refresh();
        refresher.refresh();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("26 of 26 secrets changed (a, b, ", ", s, t, ...)")
                .doesNotContain("u, ")
                .contains("ske: debug: refreshed: nothing changed");
    }

    @Test
    void who_follows_the_program_is_told_of_the_refresh_before_the_listeners_are() {
        open("jmx: off");
        List<Integer> toldBefore = new CopyOnWriteArrayList<>();
        refresher.onChange("a", path -> toldBefore.add(rotation.told.size()));
        rotation.slow = true;
        rotation.values.put("a", "2");
        refresher.refresh();
        waitFor(() -> !toldBefore.isEmpty());
        assertThat(toldBefore).containsExactly(1);
    }

    @Test
    void before_the_end_of_the_time_to_live_values_are_renewed_again_and_again() {
        open("refresh: {ttl: {a: 200ms, '**': 1h}}");
        refresher.start();
        Object next = refresher.state().get("next");
        assertThat(next).isInstanceOf(Long.class);
        assertThat((Long) next).isBetween(System.currentTimeMillis() - 20_000, System.currentTimeMillis() + 180);
        rotation.values.put("a", "2");
        waitFor(() -> text("a").equals("2"));
        waitFor(() -> rotation.reopened.get() >= 3);
        assertThat(ours()).extracting(Thread::getName).containsExactly("ske-refresh");
        assertThat(ours()).allMatch(Thread::isDaemon).allMatch(thread -> thread.getContextClassLoader() == null);
    }

    @Test
    void who_asks_for_a_refresh_before_the_start_is_over_leaves_one_thread_that_goes_on() throws Exception {
        open("refresh: {ttl: 200ms}");
        Semaphore gate = new Semaphore(0);
        rotation.gate = gate;
        rotation.failure = new Failure(Code.INTERNAL, "too early");
        FutureTask<Void> early = asking();
        waitFor(() -> rotation.reopened.get() == 1);
        refresher.start();
        assertThat(ours()).extracting(Thread::getName).containsExactly("ske-refresh");
        gate.release(100);
        assertThatThrownBy(early::get).hasMessageContaining("too early");
        rotation.failure = null;
        rotation.values.put("a", "2");
        waitFor(() -> text("a").equals("2"));
        assertThat(ours()).extracting(Thread::getName).containsExactly("ske-refresh");
    }

    @Test
    void values_that_are_not_renewed_by_themselves_have_no_thread() {
        open("refresh: {ttl: 100ms, auto: false}");
        refresher.start();
        assertThat(ours()).isEmpty();
        assertThat(refresher.state())
                .containsEntry("expires", vault.store().snapshot().openedMillis() + 100)
                .doesNotContainKey("next");
    }

    @Test
    void a_changed_file_is_noticed_read_and_read_once_more() throws Exception {
        open("refresh: {watch: true}");
        Path file = Files.writeString(folder.resolve("a.env"), "1");
        rotation.files.add(file);
        refresher.start();
        waitFor(() -> rotation.reopened.get() == 1); // the file is as young as the start
        rotation.values.put("a", "2");
        Files.writeString(file, "2 and more");
        waitFor(() -> text("a").equals("2"));
        waitFor(() -> rotation.reopened.get() == 3);
        Thread.sleep(1_500);
        assertThat(rotation.reopened).as("what was read is no change any more").hasValue(3);
    }

    @Test
    void callers_at_the_same_time_share_one_refresh_which_began_after_they_asked() throws Exception {
        open("jmx: off");
        Semaphore gate = new Semaphore(0);
        rotation.gate = gate;
        FutureTask<Void> first = asking();
        waitFor(() -> rotation.reopened.get() == 1);
        rotation.values.put("a", "2");
        List<FutureTask<Void>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(asking());
        }
        waitFor(() -> waiting() == 11);
        assertThat(rotation.reopened).hasValue(1);
        gate.release();
        first.get();
        waitFor(() -> rotation.reopened.get() == 2);
        assertThat(others).noneMatch(FutureTask::isDone);
        gate.release();
        for (FutureTask<Void> other : others) {
            other.get();
        }
        assertThat(rotation.reopened).hasValue(2);
    }

    @Test
    void every_caller_gets_an_exception_of_its_own_with_the_same_code() throws Exception {
        open("jmx: off");
        Semaphore gate = new Semaphore(0);
        rotation.gate = gate;
        rotation.failure = new Failure(Code.KMS_UNREACHABLE, "AWS KMS does not answer", "wait");
        List<FutureTask<Void>> all = List.of(asking(), asking(), asking());
        waitFor(() -> waiting() == 3);
        gate.release(2);
        List<Throwable> causes = new ArrayList<>();
        for (FutureTask<Void> one : all) {
            causes.add(catchThrowable(one::get).getCause());
        }
        assertThat(causes)
                .doesNotHaveDuplicates()
                .allSatisfy(cause -> assertThat(cause)
                        .isInstanceOf(Failure.class)
                        .hasMessage("AWS KMS does not answer")
                        .hasFieldOrPropertyWithValue("code", Code.KMS_UNREACHABLE)
                        .hasFieldOrPropertyWithValue("hint", "wait"));
    }

    @Test
    void who_is_interrupted_waits_on_and_is_interrupted_afterwards() throws Exception {
        open("jmx: off");
        Semaphore gate = new Semaphore(0);
        rotation.gate = gate;
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            refresher.refresh();
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        waitFor(() -> rotation.reopened.get() == 1);
        caller.interrupt();
        caller.join(200);
        assertThat(caller.isAlive()).isTrue();
        gate.release();
        caller.join();
        assertThat(interrupted).isTrue();
    }

    @Test
    void failures_are_told_of_when_they_begin_change_and_end_and_the_last_values_serve_on() {
        open("refresh: {ttl: 1h}");
        refresher.start();
        Failure denied = new Failure(Code.KMS_ACCESS_DENIED, "KMS denied it");
        rotation.values.put("a", "2");
        long since = clock.millis();
        for (Failure failure : List.of(denied, denied, new Failure(Code.KMS_UNREACHABLE, "KMS is away"), denied)) {
            rotation.failure = failure;
            assertThatThrownBy(refresher::refresh).hasMessage(failure.getMessage());
            assertThat(text("a")).isEqualTo("1");
            clock.forward(100);
        }
        assertThat(refresher.state())
                .containsEntry("failure", "KMS_ACCESS_DENIED: KMS denied it")
                .containsEntry("failing-since", since)
                .containsEntry("refreshes", 0);
        clock.forward(31_200);
        rotation.failure = null;
        refresher.refresh();
        assertThat(text("a")).isEqualTo("2");
        assertThat(refresher.state())
                .containsEntry("refreshed", clock.millis())
                .doesNotContainKeys("failure", "failing-since");
        assertThat(errors())
                .containsExactly(
                        "ske: warning: refreshing failed: KMS denied it [KMS_ACCESS_DENIED]; the last values are served further",
                        "ske: warning: refreshing failed: KMS is away [KMS_UNREACHABLE]; the last values are served further",
                        "ske: warning: refreshing failed: KMS denied it [KMS_ACCESS_DENIED]; the last values are served further",
                        "ske: warning: refreshing works again after 32 s");
        assertThat(rotation.told)
                .startsWith("0 KMS_ACCESS_DENIED", "0 KMS_ACCESS_DENIED", "0 KMS_UNREACHABLE", "0 KMS_ACCESS_DENIED")
                .endsWith("1 null");
    }

    @Test
    void when_the_last_values_become_too_old_it_is_said_once() {
        open("refresh: {ttl: 1h, max-stale: 1m}");
        refresher.start();
        rotation.failure = new Failure(Code.KMS_UNREACHABLE, "KMS is away");
        assertThatThrownBy(refresher::refresh).hasMessage("KMS is away");
        long end = clock.millis() + 60_000;
        assertThat(refresher.state()).containsEntry("expires", end);
        clock.forward(61_000);
        assertThatThrownBy(refresher::refresh).hasMessage("KMS is away");
        assertThat(errors()).hasSize(2);
        assertThat(refresher.state()).containsEntry("expires", end);
        assertThatThrownBy(refresher::refresh).hasMessage("KMS is away");
        assertThat(errors())
                .containsExactly(
                        "ske: warning: refreshing failed: KMS is away [KMS_UNREACHABLE]; the last values are served further",
                        "ske: warning: refreshing has been failing for longer than /ske/refresh/max-stale [KMS_UNREACHABLE]; no secret is served until it works");
    }

    @Test
    void the_last_try_before_the_last_values_are_too_old_is_not_later_than_that() {
        open("refresh: {ttl: 1h, max-stale: 1m}");
        refresher.start();
        rotation.failure = new Failure(Code.KMS_UNREACHABLE, "KMS is away");
        assertThatThrownBy(refresher::refresh).hasMessage("KMS is away");
        long end = clock.millis() + 60_000;
        clock.forward(55_000);
        for (int i = 0; i < 5; i++) { // pauses of 25 s and more from here on
            assertThatThrownBy(refresher::refresh).hasMessage("KMS is away");
        }
        assertThat(refresher.state()).containsEntry("next", end).containsEntry("expires", end);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                OutOfMemoryError.class,
                StackOverflowError.class,
                NoClassDefFoundError.class,
                IllegalStateException.class
            })
    void whatever_is_thrown_is_a_failed_refresh_and_not_the_end(Class<? extends Throwable> type) throws Exception {
        open("refresh: {watch: true}");
        refresher.start();
        rotation.failure = type.getConstructor(String.class).newInstance("quoted");
        assertThatThrownBy(refresher::refresh).hasFieldOrPropertyWithValue("code", Code.INTERNAL);
        Thread thread = ours().get(0);
        rotation.failure = null;
        refresher.refresh();
        assertThat(ours()).containsExactly(thread);
        assertThat(errors())
                .hasSize(2)
                .allMatch(line -> line.startsWith("ske: warning: refreshing "))
                .noneMatch(line -> line.contains("quoted"));
    }

    @Test
    void a_refresh_that_failed_is_tried_again_by_itself_after_a_pause_and_not_before() throws Exception {
        open("refresh: {ttl: 1m}");
        refresher.start();
        rotation.failure = new Failure(Code.KMS_UNREACHABLE, "KMS is away");
        assertThatThrownBy(refresher::refresh).hasMessage("KMS is away");
        long first = rotation.lastNanos;
        long failed = System.currentTimeMillis();
        assertThat((Long) refresher.state().get("next")).isBetween(failed - 20_000, failed + 1_000);
        rotation.failure = null;
        waitFor(() -> rotation.reopened.get() == 2);
        assertThat(rotation.lastNanos - first)
                .as("nanoseconds between two tries")
                .isGreaterThan(700_000_000L);
        waitFor(() -> !refresher.state().containsKey("failure"));
    }

    @Test
    void after_the_end_nothing_is_refreshed_and_no_thread_is_left() {
        open("refresh: {ttl: 100ms, watch: true}");
        refresher.start();
        waitFor(() -> rotation.reopened.get() > 0);
        refresher.stop();
        refresher.stop();
        assertThat(ours()).isEmpty();
        assertThatThrownBy(refresher::refresh).hasFieldOrPropertyWithValue("code", Code.STORE_DESTROYED);
    }

    @Test
    void the_end_lets_callers_go_and_does_not_wait_for_ever_for_what_hangs() {
        open("jmx: off");
        Semaphore gate = new Semaphore(0);
        rotation.gate = gate;
        FutureTask<Void> running = asking();
        waitFor(() -> rotation.reopened.get() == 1);
        FutureTask<Void> next = asking();
        waitFor(() -> waiting() == 2);
        long from = System.nanoTime();
        refresher.stop();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from)).isLessThan(10);
        for (FutureTask<Void> one : List.of(running, next)) {
            assertThat(catchThrowable(one::get).getCause()).hasFieldOrPropertyWithValue("code", Code.STORE_DESTROYED);
        }
        gate.release(2);
        waitFor(() -> ours().isEmpty());
    }

    @Test
    void the_thread_that_refreshes_may_end_itself_and_does_not_wait_for_itself() throws Exception {
        open("refresh: {watch: true}");
        CountDownLatch done = new CountDownLatch(1);
        List<Code> codes = new ArrayList<>();
        // a program's System.err runs on whatever thread prints
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                try {
                    refresher.refresh();
                } catch (Failure refused) {
                    codes.add(refused.code());
                }
                refresher.stop();
                done.countDown();
            }
        });
        rotation.failure = new Failure(Code.KMS_UNREACHABLE, "KMS is away");
        refresher.start();
        assertThatThrownBy(refresher::refresh).isInstanceOf(Failure.class);
        done.await();
        assertThat(codes).containsExactly(Code.INTERNAL);
        waitFor(() -> ours().isEmpty());
    }

    private void open(String settings) {
        vault = new Vault(settings).secret("a", "1").publish();
        rotation = new Rotation(vault);
        rotation.values.put("a", "1");
        Freshness freshness = new Freshness(vault.config.refresh(), settings.contains("ttl: 1h") ? clock : real());
        refresher = new Refresher(
                vault.config.refresh(),
                10_000,
                vault.store(),
                freshness,
                rotation,
                rotation,
                settings.contains("ttl: 1h") ? clock : real());
    }

    private static dev.ske.agent.access.Clock real() {
        return dev.ske.agent.access.Clock.SYSTEM;
    }

    private String text(String path) {
        return vault.gate().text(vault.item(path), Via.GET);
    }

    private FutureTask<Void> asking() {
        FutureTask<Void> task = new FutureTask<>(() -> {
            refresher.refresh();
            return null;
        });
        new Thread(task, "asking").start();
        return task;
    }

    private static long waiting() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("asking"))
                .filter(thread -> List.of(thread.getValue()).stream()
                        .anyMatch(frame -> frame.getMethodName().equals("await")
                                && frame.getClassName().endsWith(".Round")))
                .count();
    }

    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ske-"))
                .toList();
    }

    private List<String> errors() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void waitFor(Callable<Boolean> condition) {
        try {
            for (long end = System.nanoTime() + 30_000_000_000L; !condition.call(); Thread.sleep(10)) {
                assertThat(System.nanoTime()).isLessThan(end);
            }
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
