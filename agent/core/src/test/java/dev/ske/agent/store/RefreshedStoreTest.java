package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.ReadRule;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One snapshot in the place of another. */
@Timeout(60)
class RefreshedStoreTest {
    private static final String PATH = "db.password";

    private final String old = UUID.randomUUID().toString();
    private final String fresh = UUID.randomUUID().toString();
    private final Refreshes refreshes = new Refreshes(Map.of(PATH, old));
    private final SealedStore store = refreshes.store;
    private final Item item = refreshes.item(PATH);

    @AfterEach
    void destroy() {
        refreshes.close();
    }

    @Test
    void who_still_holds_an_item_of_an_ended_generation_reads_the_present_value() {
        refreshes.refresh(Map.of(PATH, fresh));

        assertThat(item.sealed().generation().alive()).isFalse();
        assertThat(store.exposeAsString(item)).isEqualTo(fresh);
        assertThat(store.chars(item)).isEqualTo(fresh.toCharArray());
        assertThat(store.bytes(item)).isEqualTo(fresh.getBytes(StandardCharsets.UTF_8));
        assertThat(store.holds(item, fresh)).isTrue();
        assertThat(store.holds(item, old)).isFalse();
    }

    @Test
    void a_name_that_is_served_no_more_is_not_found() {
        refreshes.refresh(Map.of("other", fresh));
        assertNotFound(item, "db.password is not served any more");
    }

    @Test
    void a_name_that_is_withheld_now_is_not_found() {
        Sealing next = store.next(refreshes.random);
        next.answer("DB_PASSWORD", next.withheld(PATH, "DB_PASSWORD"));
        store.replace(next);

        assertNotFound(item, "db.password is not served any more");
        assertNotFound(store.snapshot().environment().get("DB_PASSWORD"), "db.password is not served any more");
    }

    @Test
    void a_name_that_is_a_setting_now_is_read_as_one() {
        Sealing next = store.next(refreshes.random);
        next.setting(PATH, "DB_PASSWORD", "plain");
        store.replace(next);

        assertThat(store.exposeAsString(item)).isEqualTo("plain");
        assertThat(store.chars(item)).isEqualTo("plain".toCharArray());
        assertThat(store.bytes(item)).isEqualTo("plain".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_value_that_is_no_text_any_more_is_not_read_as_text() {
        Sealing next = store.next(refreshes.random);
        byte[] bytes = {(byte) 0xff, 1};
        next.secret(PATH, "DB_PASSWORD", new PlainBytes(ByteBuffer.wrap(bytes), 0, 2));
        store.replace(next);

        assertThat(store.bytes(item)).isEqualTo(bytes);
        assertThatThrownBy(() -> store.exposeAsString(item)).hasMessage("db.password is not text");
        assertThatThrownBy(() -> store.chars(item)).hasMessage("db.password is not text");
    }

    @Test
    void until_it_is_replaced_nothing_of_the_next_snapshot_is_served() {
        Sealing next = store.next(refreshes.random);
        Refreshes.secret(next, PATH, fresh, item);
        Refreshes.secret(next, "other", fresh, null);

        assertThat(store.exposeAsString(refreshes.item(PATH))).isEqualTo(old);
        assertThat(store.snapshot().find("other")).isNull();
        store.replace(next);
        assertThat(store.exposeAsString(refreshes.item(PATH))).isEqualTo(fresh);
        assertThat(store.snapshot().find("other")).isNotNull();
    }

    @Test
    void an_abandoned_snapshot_ends_and_the_present_one_goes_on() {
        Sealing next = store.next(refreshes.random);
        Refreshes.secret(next, PATH, fresh, item);
        next.abandon();
        next.abandon();

        assertThatThrownBy(() -> Refreshes.secret(next, "other", fresh, null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Refreshes.unchanged(next, item)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> store.replace(next)).isInstanceOf(IllegalStateException.class);
        assertThat(store.exposeAsString(item)).isEqualTo(old);
        refreshes.refresh(Map.of(PATH, fresh));
        assertThat(store.exposeAsString(item)).isEqualTo(fresh);
    }

    @Test
    void abandoning_what_is_served_already_does_nothing() {
        Sealing next = store.next(refreshes.random);
        Refreshes.secret(next, PATH, fresh, item);
        store.replace(next);
        next.abandon();
        assertThat(store.exposeAsString(refreshes.item(PATH))).isEqualTo(fresh);
        assertThatThrownBy(() -> store.replace(next)).isInstanceOf(IllegalStateException.class);
        assertThat(store.exposeAsString(refreshes.item(PATH))).isEqualTo(fresh);
    }

    @Test
    void a_value_that_breaks_off_ends_the_attempt_and_nothing_else() {
        Sealing next = store.next(refreshes.random);
        Plaintext breaking = new Plaintext() {
            @Override
            public int length() {
                return 700;
            }

            @Override
            public void read(int from, int length, ByteBuffer into, int at) {
                throw new Failure(Code.DOCUMENT_MALFORMED, "the file changed");
            }
        };
        assertThatThrownBy(() -> next.secret(PATH, "DB_PASSWORD", breaking, ReadRule.NONE, null, item))
                .hasMessage("the file changed");
        next.abandon();
        assertThat(store.exposeAsString(item)).isEqualTo(old);
        refreshes.copy();
        assertThat(store.exposeAsString(refreshes.item(PATH))).isEqualTo(old);
    }

    @Test
    void a_value_that_is_the_same_keeps_its_usage_and_another_one_gets_its_own() {
        refreshes.refresh(Map.of(PATH, old));
        Item same = refreshes.item(PATH);
        assertThat(same.usage()).isSameAs(item.usage());
        refreshes.refresh(Map.of(PATH, fresh));
        Item other = refreshes.item(PATH);
        assertThat(other.usage()).isNotSameAs(item.usage());
        refreshes.refresh(Map.of(PATH, fresh + "x"));
        assertThat(refreshes.item(PATH).usage()).isNotSameAs(other.usage());
        assertThat(other.origin()).isEqualTo("of db.password");
    }

    @Test
    void a_value_whose_predecessor_has_none_is_another_one() {
        Sealing first = store.next(refreshes.random);
        Item setting = first.setting("a", "A", old);
        Item withheld = first.withheld("b", "B");
        store.replace(first);

        Sealing next = store.next(refreshes.random);
        assertThat(Refreshes.secret(next, "a", old, setting).usage()).isNotSameAs(setting.usage());
        assertThat(Refreshes.secret(next, "b", old, withheld).usage()).isNotSameAs(withheld.usage());
        assertThatThrownBy(() -> Refreshes.unchanged(next, setting)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Refreshes.unchanged(next, withheld)).isInstanceOf(IllegalArgumentException.class);
        next.abandon();
    }

    @Test
    void an_unchanged_value_is_copied_with_its_usage_and_origin_as_often_as_wanted() {
        String large = (old + "grüße").repeat(5_000);
        refreshes.refresh(Map.of(PATH, old, "large", large, "empty", ""));
        List<Item> before = store.snapshot().items();
        for (int i = 0; i < 5; i++) {
            refreshes.copy();
        }
        for (Item one : before) {
            Item copy = refreshes.item(one.path());
            assertThat(copy).isNotSameAs(one);
            assertThat(copy.usage()).isSameAs(one.usage());
            assertThat(copy.origin()).isEqualTo(one.origin());
            assertThat(copy.text()).isTrue();
        }
        assertThat(store.exposeAsString(refreshes.item(PATH))).isEqualTo(old);
        assertThat(store.exposeAsString(refreshes.item("large"))).isEqualTo(large);
        assertThat(store.exposeAsString(refreshes.item("empty"))).isEmpty();
    }

    @Test
    void a_value_that_was_changed_in_memory_is_not_copied() {
        Ciphertext sealed = item.sealed();
        int last = sealed.at() + sealed.length() - 1;
        sealed.bytes().put(last, (byte) ~sealed.bytes().get(last));
        Sealing next = store.next(refreshes.random);
        assertThatThrownBy(() -> Refreshes.unchanged(next, item)).hasMessage("db.password was changed in memory");
        assertThat(Refreshes.secret(next, PATH, old, item).usage()).isNotSameAs(item.usage());
        store.replace(next);
        assertThat(store.exposeAsString(item)).isEqualTo(old);
    }

    @Test
    void a_cleared_value_is_overwritten_in_every_generation_that_has_it() {
        try (Reading reading = store.reading()) {
            refreshes.copy();
            Item copy = refreshes.item(PATH);
            store.clear(copy);

            assertWiped(item);
            assertWiped(copy);
            assertNotFound(reading.snapshot().find(PATH), "db.password was cleared");
            assertNotFound(copy, "db.password was cleared");
            assertThat(copy.usage().cleared()).isTrue();
            assertThat(copy.isWithheld()).isFalse();
        }
    }

    @Test
    void a_cleared_value_stays_cleared_as_long_as_it_is_the_same() {
        store.clear(item);
        refreshes.copy();
        refreshes.copy();
        Item copy = refreshes.item(PATH);
        assertThat(copy.usage()).isSameAs(item.usage());
        assertThat(copy.origin()).isEqualTo(item.origin());
        assertNotFound(copy, "db.password was cleared");
        assertThat(copy.isWithheld()).isFalse();

        refreshes.refresh(Map.of(PATH, old));
        Item opened = refreshes.item(PATH);
        assertThat(opened.usage()).isNotSameAs(item.usage());
        assertThat(store.exposeAsString(opened)).isEqualTo(old);
    }

    @Test
    void what_is_cleared_while_the_next_snapshot_is_sealed_is_cleared_there_too() {
        Sealing next = store.next(refreshes.random);
        Item copy = Refreshes.unchanged(next, item);
        store.clear(item);
        assertWiped(copy);
        store.replace(next);
        assertNotFound(copy, "db.password was cleared");
        assertNotFound(item, "db.password was cleared");
    }

    @Test
    void what_is_cleared_while_a_value_is_found_to_be_the_same_is_cleared() {
        Sealing next = store.next(refreshes.random);
        Item same = Refreshes.secret(next, PATH, old, item);
        store.clear(item);
        store.replace(next);
        assertWiped(same);
        assertNotFound(refreshes.item(PATH), "db.password was cleared");
    }

    /** The memory of an ended generation is another one's. */
    @Test
    void clearing_by_an_old_item_harms_no_other_value() {
        String other = UUID.randomUUID().toString();
        refreshes.refresh(Map.of(PATH, fresh));
        refreshes.refresh(Map.of("a", other, "b", other, PATH, fresh));
        store.clear(item);
        assertThat(store.exposeAsString(refreshes.item("a"))).isEqualTo(other);
        assertThat(store.exposeAsString(refreshes.item("b"))).isEqualTo(other);
        assertThat(store.exposeAsString(refreshes.item(PATH))).isEqualTo(fresh);
        assertThat(store.exposeAsString(item)).isEqualTo(fresh);
    }

    @Test
    void settings_and_withheld_names_are_not_cleared() {
        Sealing next = store.next(refreshes.random);
        Item setting = next.setting("a", "A", "plain");
        Item withheld = next.withheld("b", "B");
        store.replace(next);
        store.clear(setting);
        store.clear(withheld);
        assertThat(store.exposeAsString(setting)).isEqualTo("plain");
        assertThat(Usage.NONE.cleared()).isFalse();
    }

    @Test
    void a_reading_keeps_its_values_until_it_is_closed() {
        Reading reading = store.reading();
        refreshes.refresh(Map.of(PATH, fresh));
        assertThat(reading.snapshot().find(PATH)).isSameAs(item);
        assertThat(store.exposeAsString(item)).isEqualTo(old);
        reading.close();
        reading.close();
        assertThat(item.sealed().generation().alive()).isFalse();
        assertThat(store.exposeAsString(item)).isEqualTo(fresh);
    }

    @Test
    void the_last_of_several_readings_lets_go() {
        Reading one = store.reading();
        Reading two = store.reading();
        refreshes.refresh(Map.of(PATH, fresh));
        one.close();
        one.close();
        assertThat(store.exposeAsString(item)).isEqualTo(old);
        two.close();
        assertThat(item.sealed().generation().alive()).isFalse();
    }

    @Test
    void the_next_refresh_waits_for_a_reading_of_the_snapshot_before_the_present_one() throws Exception {
        Reading reading = store.reading();
        refreshes.refresh(Map.of(PATH, fresh));
        FutureTask<Swap> refresh = new FutureTask<>(() -> refreshes.refresh(Map.of(PATH, "third")));
        Thread thread = new Thread(refresh);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(store.exposeAsString(item)).isEqualTo(old);
        thread.interrupt();
        reading.close();
        assertThat(refresh.get().changed()).hasSize(1);
        assertThat(store.exposeAsString(item)).isEqualTo("third");
    }

    @Test
    void a_refresh_that_waits_for_a_reading_too_long_fails_and_the_one_after_it_works() {
        Reading reading = store.reading();
        refreshes.refresh(Map.of(PATH, fresh));
        assertThatThrownBy(() -> store.next(refreshes.random)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(Code.INTERNAL);
            assertThat(failure).hasMessage("a reader holds the previous values for longer than 5 s");
        });
        assertThat(store.exposeAsString(item)).isEqualTo(old);
        reading.close();
        refreshes.refresh(Map.of(PATH, "third"));
        assertThat(store.exposeAsString(item)).isEqualTo("third");
    }

    @Test
    void two_snapshots_are_not_sealed_at_a_time() {
        Sealing next = store.next(refreshes.random);
        assertThatThrownBy(() -> store.next(refreshes.random))
                .isInstanceOf(Failure.class)
                .hasMessage("a refresh before this one is still at work after 5 s");
        Refreshes.secret(next, PATH, fresh, item);
        store.replace(next);
        assertThat(store.exposeAsString(item)).isEqualTo(fresh);
    }

    @Test
    void a_swap_tells_what_is_new_what_has_another_value_and_what_is_gone() {
        Sealing first = store.next(refreshes.random);
        for (String path : List.of("same", "copied", "other", "gone", "withheld", "plain")) {
            Refreshes.secret(first, path, old, null);
        }
        first.setting("setting.same", "SETTING_SAME", "x");
        first.setting("setting.other", "SETTING_OTHER", "x");
        first.setting("secret", "SECRET", old);
        store.replace(first);
        store.clear(refreshes.item("copied"));

        Sealing next = store.next(refreshes.random);
        Refreshes.secret(next, "same", old, refreshes.item("same"));
        Refreshes.unchanged(next, refreshes.item("copied"));
        Refreshes.secret(next, "other", fresh, refreshes.item("other"));
        Refreshes.secret(next, "new", fresh, null);
        Refreshes.secret(next, "secret", old, refreshes.item("secret"));
        next.answer("WITHHELD", next.withheld("withheld", "WITHHELD"));
        next.setting("setting.same", "SETTING_SAME", "x");
        next.setting("setting.other", "SETTING_OTHER", "y");
        next.setting("plain", "PLAIN", old);
        Swap swap = store.replace(next);

        assertThat(swap.changed())
                .extracting(Item::path)
                .containsExactlyInAnyOrder("other", "new", "secret", "setting.other", "plain");
        assertThat(swap.removed()).extracting(Item::path).containsExactlyInAnyOrder("gone", "withheld");

        Sealing last = store.next(refreshes.random);
        for (Item served : store.snapshot().items()) {
            if (served.secret()) {
                Refreshes.unchanged(last, served);
            } else {
                last.setting(served.path(), served.canonical(), "" + store.exposeAsString(served));
            }
        }
        Refreshes.secret(last, "withheld", old, null);
        Swap back = store.replace(last);
        assertThat(back.changed()).extracting(Item::path).containsExactly("withheld");
        assertThat(back.removed()).isEmpty();
    }

    @Test
    void destroying_ends_a_snapshot_that_is_being_sealed() {
        Sealing next = store.next(refreshes.random);
        Refreshes.secret(next, "other", fresh, null);
        store.destroy();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> Refreshes.secret(next, PATH, fresh, item),
                () -> Refreshes.unchanged(next, item),
                () -> store.replace(next),
                () -> store.next(refreshes.random))) {
            assertThatThrownBy(use)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.STORE_DESTROYED));
        }
        next.abandon();
        store.clear(item);
        try (Reading reading = store.reading()) {
            assertThat(reading.snapshot().items()).isEmpty();
        }
    }

    @Test
    void destroying_does_not_wait_for_readings_and_they_may_be_closed_after_it() {
        Reading present = store.reading();
        refreshes.refresh(Map.of(PATH, fresh));
        store.destroy();
        assertThatThrownBy(() -> store.bytes(item))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.STORE_DESTROYED));
        present.close();
    }

    @Test
    void destroying_ends_a_refresh_that_waits_for_a_reading() throws Exception {
        Reading reading = store.reading();
        refreshes.refresh(Map.of(PATH, fresh));
        FutureTask<Throwable> refresh = new FutureTask<>(() -> {
            try {
                store.next(refreshes.random);
                return new AssertionError("it was begun");
            } catch (Failure failure) {
                return failure;
            }
        });
        Thread thread = new Thread(refresh);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        store.destroy();
        assertThat(refresh.get()).hasMessageContaining("the store was destroyed");
        reading.close();
    }

    /** The value comes from a file, say: readers do not wait for its file system. */
    @Test
    void readers_do_not_wait_for_a_value_that_is_slow_to_read() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Plaintext slow = slow(reading, go);
        Sealing next = store.next(refreshes.random);
        Thread sealing = new Thread(() -> next.secret("slow", "SLOW", slow));
        sealing.start();
        reading.await();
        for (int i = 0; i < 16; i++) {
            FutureTask<String> read = new FutureTask<>(() -> {
                try (Reading all = store.reading()) {
                    return store.exposeAsString(all.snapshot().items().get(0));
                }
            });
            new Thread(read).start();
            assertThat(read.get()).isEqualTo(old);
        }
        store.clear(item);
        go.countDown();
        sealing.join();
        store.replace(next);
        assertThat(store.bytes(refreshes.item("slow"))).hasSize(10);
    }

    @Test
    void destroying_lets_nobody_wait_for_a_value_that_is_slow_to_read() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Plaintext slow = slow(reading, go);
        Reading lease = store.reading();
        Sealing next = store.next(refreshes.random);
        FutureTask<Item> sealing = new FutureTask<>(() -> next.secret("slow", "SLOW", slow));
        new Thread(sealing).start();
        reading.await();
        Thread destroying = new Thread(store::destroy);
        destroying.start();
        while (destroying.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }

        FutureTask<Throwable> reader = new FutureTask<>(() -> catchThrowable(() -> store.bytes(item)));
        new Thread(reader).start();
        assertThat(reader.get()).hasMessageContaining("the store was destroyed");
        FutureTask<Boolean> leaving = new FutureTask<>(lease::close, true);
        new Thread(leaving).start();
        assertThat(leaving.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(item.sealed().generation().alive()).isFalse();

        go.countDown();
        destroying.join();
        sealing.get();
    }

    private static Plaintext slow(CountDownLatch reading, CountDownLatch go) {
        return new Plaintext() {
            @Override
            public int length() {
                return 10;
            }

            @Override
            public void read(int from, int length, ByteBuffer into, int at) {
                reading.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** Direct memory is free only after a collection: refreshes must not need new one each time. */
    @Test
    void refreshes_take_no_more_memory_than_the_first_two() {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < 50; i++) {
            texts.put("name" + i, (old + i).repeat(1 + 37 * i));
        }
        refreshes.refresh(texts);
        refreshes.refresh(texts);
        refreshes.refresh(texts);
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class); // loads what it needs
        long before = chunks();
        for (int i = 0; i < 20; i++) {
            refreshes.copy();
        }
        assertThat(chunks()).isEqualTo(before);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            assertThat(store.exposeAsString(refreshes.item(text.getKey()))).isEqualTo(text.getValue());
        }
    }

    private static long chunks() {
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) {
                return pool.getMemoryUsed() / (64 * 1024);
            }
        }
        throw new AssertionError("no direct memory");
    }

    private void assertNotFound(Item secret, String message) {
        for (ThrowingCallable read : List.<ThrowingCallable>of(
                () -> store.bytes(secret), () -> store.chars(secret), () -> store.exposeAsString(secret))) {
            assertThatThrownBy(read).isInstanceOfSatisfying(Failure.class, failure -> {
                assertThat(failure.code()).isEqualTo(Code.SECRET_NOT_FOUND);
                assertThat(failure).hasMessage(message);
            });
        }
        assertThat(store.holds(secret, old)).isFalse();
    }

    private static void assertWiped(Item secret) {
        Ciphertext sealed = secret.sealed();
        for (int i = 0; i < sealed.length(); i++) {
            assertThat(sealed.bytes().get(sealed.at() + i)).isZero();
        }
    }
}
