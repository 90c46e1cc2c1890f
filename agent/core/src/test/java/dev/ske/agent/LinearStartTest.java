package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ske.agent.envelope.CountedMemory;
import dev.ske.agent.envelope.OffHeap;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Sealing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does for each value, document and key does not grow with their number, counted and not timed. */
class LinearStartTest {
    private static final int KEYS = 8;
    private static final int DOCUMENTS = 64;

    @TempDir
    Path folder;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What one start took. */
    private record Taken(long bytes, int regions) {}

    @Test
    void four_times_the_values_take_four_times_the_memory_and_no_unwrapping_more() throws IOException {
        start(KEYS, DOCUMENTS, DOCUMENTS); // loads the classes
        int few = 100 * DOCUMENTS;
        Taken one = start(KEYS, DOCUMENTS, few);
        Taken four = start(KEYS, DOCUMENTS, 4 * few);
        assertThat(four.regions).isEqualTo(one.regions);
        assertThat((double) four.bytes / one.bytes).isLessThan(4.2);
    }

    @Test
    void each_document_s_data_key_is_unwrapped_once_whatever_the_number_of_keys() throws IOException {
        int one = start(1, 1, 3).regions;
        int two = start(1, 2, 6).regions;
        int each = two - one;
        assertThat(start(1, DOCUMENTS, 3 * DOCUMENTS).regions).isEqualTo(one + each * (DOCUMENTS - 1));
        int keyFiles = start(2, 1, 3).regions - one;
        assertThat(start(KEYS, DOCUMENTS, 3 * DOCUMENTS).regions)
                .isEqualTo(one + each * (DOCUMENTS - 1) + keyFiles * (KEYS - 1));
    }

    /** A start with that many values in all, the same number in each document, each document under one of the keys. */
    private Taken start(int keys, int documents, int values) throws IOException {
        Path place = Files.createTempDirectory(folder, "start");
        StringBuilder main = new StringBuilder("ske:\n  keys:\n");
        for (int i = 0; i < keys; i++) {
            LocalKeyFile.create(place.resolve(i + ".key"));
            main.append("  - file:").append(i).append(".key\n");
        }
        main.append("  sources:\n");
        for (int i = 0; i < documents; i++) {
            write(place.resolve(i + ".env"), i, place.resolve(i % keys + ".key"), values / documents);
            main.append("  - ").append(i).append(".env\n");
        }
        Path file = Files.write(place.resolve("main.yaml"), main.toString().getBytes(StandardCharsets.US_ASCII));
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        CountedMemory memory = open(file, values);
        return new Taken(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before, memory.times());
    }

    private static void write(Path file, int number, Path keyFile, int values) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] kindAndText = new byte[33];
        try (StrongRandom random = new StrongRandom();
                LocalKey key = LocalKeyFile.read(keyFile, "key", false, new OffHeap());
                DataKey data = DataKey.create(List.of(key), random, new OffHeap())) {
            for (int i = 0; i < values; i++) {
                String name = "D" + number + "_NAME_" + (1_000_000 + i);
                text.append(name).append('=');
                text.append(data.seal(name, ByteBuffer.wrap(kindAndText), 0, kindAndText.length, random));
                text.append('\n');
            }
        }
        Files.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static CountedMemory open(Path file, int values) {
        CountedMemory memory = new CountedMemory();
        Unopened start = Unopened.read(file, null);
        try (StrongRandom random = new StrongRandom()) {
            Sealing sealing = new Sealing(random, start.basis().memory());
            new Opener(start.basis(), sealing, memory, null).open(start.sources(), null);
            SealedStore store = sealing.seal();
            store.publish();
            assertThat(store.snapshot().items()).hasSize(values);
            store.destroy();
        }
        return memory;
    }
}
