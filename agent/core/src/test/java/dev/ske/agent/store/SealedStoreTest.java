package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.MemorySpec;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.StrongRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedStoreTest {
    private final StrongRandom random = new StrongRandom();
    private final Sealing sealing = new Sealing(random, ProtectedMemory.open(MemorySpec.DEFAULT, null));

    @AfterEach
    void close() {
        random.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "grüße, \u20ac, \ud83d\udd11", "line\nline\r\n\t"})
    void a_sealed_text_reads_back_as_string_chars_and_bytes(String text) {
        Item item = secret("db.password", text);
        SealedStore store = published();

        assertThat(store.exposeAsString(item)).isEqualTo(text);
        assertThat(store.chars(item)).isEqualTo(text.toCharArray());
        assertThat(store.bytes(item)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_value_larger_than_a_chunk_reads_back() {
        String text = "0123456789".repeat(20_000);
        Item item = secret("big", text);

        assertThat(published().exposeAsString(item)).isEqualTo(text);
    }

    /** The window has 512 bytes: characters of two, three and four bytes stand across its edges. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "\u00fc",
                "\u20ac",
                "\ud83d\udd11",
                "x\u00fc\u20ac\ud83d\udd11\udbff\udfff\uffff\u0800\u07ff"
            })
    void a_text_is_decoded_whole_wherever_the_edges_of_the_window_fall(String repeated) {
        List<String> texts = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (int bytes : new int[] {1, 500, 1_012, 1_530, 65_536, 1 << 20}) {
            int times = bytes / repeated.getBytes(StandardCharsets.UTF_8).length;
            for (int before = 0; before < (bytes > 2_000 ? 5 : 20); before++) {
                texts.add("y".repeat(before) + repeated.repeat(times));
                items.add(secret("name" + items.size(), texts.get(texts.size() - 1)));
            }
        }
        SealedStore store = published();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(items.get(i).text()).isTrue();
            if (!Arrays.equals(store.chars(items.get(i)), texts.get(i).toCharArray())) {
                throw new AssertionError("text " + i + " of " + texts.get(i).length() + " characters");
            }
        }
    }

    @Test
    void a_character_that_is_cut_off_at_the_end_is_no_text() {
        for (int length : new int[] {1, 511, 512, 513, 1024, 5000}) {
            byte[] bytes = "y".repeat(length).getBytes(StandardCharsets.UTF_8);
            bytes[length - 1] = (byte) 0xc3;
            Item item = sealing.secret("cut" + length, "CUT", new PlainBytes(direct(bytes), 0, length));
            assertThat(item.text()).isFalse();
        }
    }

    @Test
    void a_value_that_cannot_be_read_is_not_stored_and_the_next_one_is() {
        Plaintext breaking = new Plaintext() {
            @Override
            public int length() {
                return 700;
            }

            @Override
            public void read(int from, int length, ByteBuffer into, int at) {
                if (from > 0) {
                    throw new Failure(Code.DOCUMENT_MALFORMED, "the file changed");
                }
            }
        };
        assertThatThrownBy(() -> sealing.secret("a", "A", breaking)).hasMessage("the file changed");
        Item item = secret("b", "text");
        SealedStore store = published();
        assertThat(store.snapshot().items()).containsExactly(item);
        assertThat(store.exposeAsString(item)).isEqualTo("text");
    }

    @Test
    void bytes_that_are_no_text_are_served_as_bytes_only() {
        byte[] bytes = {(byte) 0xff, 0, 1};
        Item item = sealing.secret("blob", "BLOB", new PlainBytes(direct(bytes), 0, bytes.length));
        SealedStore store = published();

        assertThat(store.bytes(item)).isEqualTo(bytes);
        assertThatThrownBy(() -> store.exposeAsString(item))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.VALUE_MALFORMED));
        assertThatThrownBy(() -> store.chars(item)).isInstanceOf(Failure.class);
    }

    @Test
    void a_name_is_found_as_path_and_in_canonical_form() {
        Item item = secret("db.password", "x");
        Snapshot snapshot = served();

        assertThat(snapshot.find("db.password")).isSameAs(item);
        assertThat(snapshot.find("DB_PASSWORD")).isSameAs(item);
        assertThat(snapshot.find("Db.Password")).isSameAs(item);
        assertThat(snapshot.find("db.user")).isNull();
    }

    @Test
    void before_it_is_published_a_store_answers_its_canary_and_nothing_else() {
        sealing.answer("DB_PASSWORD", secret("db.password", "x"));
        SealedStore store = sealing.seal();

        assertThat(store.snapshot().environment())
                .containsOnlyKeys(store.canary().name());
        Item canary = store.snapshot().environment().get(store.canary().name());
        assertThat(store.canary().isAnsweredBy(store.exposeAsString(canary))).isTrue();
        assertThat(store.canary().isAnsweredBy(UUID.randomUUID().toString())).isFalse();

        store.publish();
        assertThat(store.snapshot().environment()).containsOnlyKeys("DB_PASSWORD");
    }

    @Test
    void after_destroy_every_read_fails_and_secrets_names_stay_taken() {
        Item item = secret("db.password", "x");
        sealing.answer("DB_PASSWORD", item);
        sealing.answer("DB_URL", sealing.setting("db.url", "DB_URL", "jdbc:x"));
        SealedStore store = published();

        store.destroy();
        store.destroy();

        for (ThrowableAssert.ThrowingCallable read : List.<ThrowableAssert.ThrowingCallable>of(
                () -> store.bytes(item),
                () -> store.chars(item),
                () -> store.exposeAsString(item),
                () -> store.holds(item, "x"),
                store::living)) {
            assertThatThrownBy(read)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.STORE_DESTROYED));
        }
        assertThat(store.snapshot().environment()).containsOnlyKeys("DB_PASSWORD");
        assertThat(store.snapshot().environment().get("DB_PASSWORD").isWithheld())
                .isTrue();
    }

    @Test
    void a_store_that_was_destroyed_before_it_is_published_never_serves() {
        sealing.answer("DB_URL", sealing.setting("db.url", "DB_URL", "jdbc:x"));
        SealedStore store = sealing.seal();
        store.destroy();

        assertThatThrownBy(store::publish)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(Code.STORE_DESTROYED));
        assertThat(store.snapshot().items()).isEmpty();
    }

    @Test
    void reads_at_the_end_of_the_stack_lose_no_cipher() throws Exception {
        String text = UUID.randomUUID().toString();
        Item item = secret("db.password", text);
        SealedStore store = published();
        FutureTask<Void> overflows = new FutureTask<>(() -> overflow(store, item), null);
        new Thread(null, overflows, "deep", 256 * 1024).start();
        overflows.get();

        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<String>> reads = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            reads.add(threads.submit(() -> store.exposeAsString(item)));
        }
        for (Future<String> read : reads) {
            assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(text);
        }
        threads.shutdown();
        store.destroy();
    }

    private static void overflow(SealedStore store, Item item) {
        for (int i = 0; i < 200; i++) {
            assertThatThrownBy(() -> dive(store, item)).isInstanceOf(StackOverflowError.class);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // its end is the stack's
    private static int dive(SealedStore store, Item item) {
        return store.bytes(item).length + store.exposeAsString(item).length() + dive(store, item);
    }

    /** In the last frames of a stack it comes to its end now here, now there, until there is room enough. */
    @Test
    void destroying_again_does_what_a_stack_overflow_kept_the_first_time_from() throws Exception {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "the system does not say how much memory is locked");
        String before = locked(status);
        StrongRandom source = new StrongRandom();
        Sealing another = new Sealing(source, ProtectedMemory.open(MemorySpec.DEFAULT, null));
        assumeTrue(!locked(status).equals(before), "no memory is locked here");
        SealedStore store = another.seal();

        destroyAtTheEndOfTheStack(store);
        store.destroy();

        assertThat(locked(status)).isEqualTo(before);
        assertThatThrownBy(store::living).isInstanceOf(Failure.class);
        source.close();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void destroyAtTheEndOfTheStack(SealedStore store) {
        try {
            destroyAtTheEndOfTheStack(store);
        } catch (StackOverflowError end) {
            store.destroy();
        }
    }

    private static String locked(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmLck:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void many_threads_read_right_values_and_a_destroy_among_them_breaks_nothing() throws Exception {
        List<String> texts = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            texts.add(UUID.randomUUID().toString().repeat(1 + i % 5));
            items.add(secret("name" + i, texts.get(i)));
        }
        SealedStore store = published();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> readers = new ArrayList<>();
        CountDownLatch reading = new CountDownLatch(8);
        for (int t = 0; t < 8; t++) {
            readers.add(threads.submit(() -> {
                for (int i = 0; ; i++) {
                    try {
                        if (i == 500) {
                            reading.countDown();
                        }
                        if (!store.exposeAsString(items.get(i % 50)).equals(texts.get(i % 50))) {
                            return false;
                        }
                    } catch (Failure destroyed) {
                        return destroyed.code() == Code.STORE_DESTROYED;
                    }
                }
            }));
        }
        reading.await();
        store.destroy();
        for (Future<Boolean> reader : readers) {
            assertThat(reader.get()).isTrue();
        }
        threads.shutdown();
    }

    @Test
    void nothing_shows_a_value() {
        String text = UUID.randomUUID().toString();
        Item item = secret("db.password", text);

        assertThat(item.toString()).isEqualTo("db.password=redacted");
        assertThat(published().toString()).doesNotContain(text);
    }

    private Item secret(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String canonical = path.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
        return sealing.secret(path, canonical, new PlainBytes(direct(bytes), 0, bytes.length));
    }

    private static ByteBuffer direct(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
        buffer.put(bytes);
        return buffer;
    }

    private SealedStore published() {
        SealedStore store = sealing.seal();
        store.publish();
        return store;
    }

    private Snapshot served() {
        return published().snapshot();
    }
}
