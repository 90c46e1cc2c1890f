package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers, refreshes, clearing and the end at the same time. Touching what is inaccessible would end this JVM. */
@Timeout(300)
class RefreshStressTest {
    private static final int NAMES = 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void readers_see_whole_values_of_whole_generations_while_thousands_of_them_pass() throws Exception {
        try (Refreshes refreshes = new Refreshes(texts(0))) {
            SealedStore store = refreshes.store;
            AtomicBoolean done = new AtomicBoolean();
            List<Future<Long>> readers = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                readers.add(threads.submit(() -> reads(refreshes, done)));
                readers.add(threads.submit(() -> sections(store, done)));
            }
            for (int generation = 1; generation <= 3_000; generation++) {
                if (generation % 3 == 0) {
                    assertThat(refreshes.copy().changed()).isEmpty();
                } else {
                    assertThat(refreshes.refresh(texts(generation)).changed()).hasSize(NAMES);
                }
                if (generation % 7 == 0) {
                    store.next(refreshes.random).abandon();
                }
            }
            done.set(true);
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    /** One item is held on to through generations, another is looked for each time. */
    private static long reads(Refreshes refreshes, AtomicBoolean done) {
        SealedStore store = refreshes.store;
        Item held = refreshes.item("name3");
        long reads = 0;
        int last = 0;
        while (!done.get() || reads == 0) {
            int seen = generation("name3", store.exposeAsString(held));
            if (seen < last) {
                throw new AssertionError(seen + " after " + last);
            }
            last = seen;
            String path = "name" + reads % NAMES;
            generation(path, new String(store.chars(refreshes.item(path))));
            generation(path, new String(store.bytes(refreshes.item(path)), StandardCharsets.UTF_8));
            reads++;
            LockSupport.parkNanos(1_000); // the refreshing thread is to get its share
        }
        return reads;
    }

    private static long sections(SealedStore store, AtomicBoolean done) {
        long sections = 0;
        while (!done.get() || sections == 0) {
            try (Reading reading = store.reading()) {
                List<Item> items = reading.snapshot().items();
                assertThat(items).hasSize(NAMES);
                int first = -1;
                for (Item item : items) {
                    int seen = generation(item.path(), store.exposeAsString(item));
                    if (first >= 0 && seen != first) {
                        throw new AssertionError(seen + " beside " + first);
                    }
                    first = seen;
                }
            }
            sections++;
            LockSupport.parkNanos(1_000); // the refreshing thread is to get its share
        }
        return sections;
    }

    @Test
    void a_destroy_among_refreshes_readings_and_clearing_is_told_to_everyone() throws Exception {
        for (int round = 0; round < 150; round++) {
            Refreshes refreshes = new Refreshes(texts(0));
            SealedStore store = refreshes.store;
            List<Future<Void>> workers = new ArrayList<>();
            workers.add(untilDestroyed(() -> refreshes.refresh(texts(1))));
            workers.add(untilDestroyed(() -> {
                Sealing next = store.next(refreshes.random);
                next.abandon();
                return next;
            }));
            workers.add(untilDestroyed(() -> {
                try (Reading reading = store.reading()) {
                    store.living();
                    for (Item item : reading.snapshot().items()) {
                        read(store, item);
                    }
                    return reading;
                }
            }));
            workers.add(untilDestroyed(() -> {
                Item item = store.living().items().get(5);
                store.clear(item);
                return read(store, item);
            }));
            workers.add(untilDestroyed(() -> {
                Item item = store.living().find("name7");
                return read(store, item);
            }));
            for (int i = 0; i < round % 20 * 50; i++) {
                Thread.onSpinWait();
            }
            if (round % 3 != 0) {
                Thread.sleep(round % 7);
            }
            store.destroy();
            for (Future<Void> worker : workers) {
                worker.get();
            }
            refreshes.close();
        }
    }

    /** Null: it was cleared. */
    private static String read(SealedStore store, Item item) {
        try {
            String text = store.exposeAsString(item);
            generation(item.path(), text);
            return text;
        } catch (Failure failure) {
            if (failure.code() == Code.SECRET_NOT_FOUND) {
                return null;
            }
            throw failure;
        }
    }

    private Future<Void> untilDestroyed(Callable<?> work) {
        return threads.submit(() -> {
            while (true) {
                try {
                    work.call();
                } catch (Failure failure) {
                    if (failure.code() != Code.STORE_DESTROYED) {
                        throw failure;
                    }
                    return null;
                }
            }
        });
    }

    /** Whoever counts the value as cleared finds it so ever after: no copy brings it back. */
    @Test
    void what_was_cleared_while_it_is_copied_again_and_again_never_comes_back() throws Exception {
        for (int round = 0; round < 50; round++) {
            clearWhileItIsCopied();
        }
    }

    private void clearWhileItIsCopied() throws Exception {
        try (Refreshes refreshes = new Refreshes(texts(0))) {
            SealedStore store = refreshes.store;
            AtomicBoolean done = new AtomicBoolean();
            Future<Integer> copying = threads.submit(() -> {
                int copies = 0;
                while (!done.get() || copies == 0) {
                    assertThat(refreshes.copy().changed()).isEmpty();
                    copies++;
                }
                return copies;
            });
            for (int i = 0; i < NAMES; i++) {
                Item item = refreshes.item("name" + i);
                store.clear(item);
                for (int k = 0; k < 50; k++) {
                    assertThat(read(store, item)).isNull();
                    assertThat(read(store, refreshes.item("name" + i))).isNull();
                }
            }
            done.set(true);
            assertThat(copying.get()).isPositive();
            for (Item item : store.snapshot().items()) {
                Ciphertext sealed = item.sealed();
                for (int at = 0; at < sealed.length(); at++) {
                    assertThat(sealed.bytes().get(sealed.at() + at)).isZero();
                }
            }
        }
    }

    private static Map<String, String> texts(int generation) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < NAMES; i++) {
            String text = "name" + i + ":" + generation + ";";
            texts.put("name" + i, text.repeat(i == 9 ? 80 : 1 + i % 4));
        }
        return texts;
    }

    /** Which one it is of; every part of it must be. */
    private static int generation(String path, String text) {
        String one = text.substring(0, text.indexOf(';') + 1);
        if (!one.startsWith(path + ":") || !text.equals(one.repeat(text.length() / one.length()))) {
            throw new AssertionError("not a value of " + path + ": " + text);
        }
        return Integer.parseInt(one.substring(path.length() + 1, one.length() - 1));
    }
}
