package dev.ske.agent.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ske.agent.audit.Via;
import dev.ske.agent.store.Item;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a read leaves to the garbage collector besides what it was asked for. Counted, so it is the same on a busy machine. */
class ReadAllocationTest {
    private static final int READS = 10_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Object last = "";

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 512})
    void of_a_text_that_the_window_holds_nothing_but_the_string_is_allocated(int length) {
        byte[] text = "s".repeat(length).getBytes(StandardCharsets.US_ASCII);
        Vault vault = vault(text);
        Item item = vault.item("secret");
        long string = perCall(() -> new String(text, StandardCharsets.US_ASCII));
        assertThat(perCall(() -> vault.gate().text(item, Via.GET))).isEqualTo(string);
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 4096})
    void of_a_longer_one_a_small_object_besides(int length) {
        byte[] text = "s".repeat(length).getBytes(StandardCharsets.US_ASCII);
        Vault vault = vault(text);
        Item item = vault.item("secret");
        long string = perCall(() -> new String(text, StandardCharsets.US_ASCII));
        assertThat(perCall(() -> vault.gate().text(item, Via.GET))).isBetween(string, string + 64);
    }

    @Test
    void of_characters_and_bytes_nothing_but_the_array_is_allocated() {
        byte[] text = "s".repeat(32).getBytes(StandardCharsets.US_ASCII);
        Vault vault = vault(text);
        Item item = vault.item("secret");
        assertThat(perCall(() -> vault.gate().chars(item, Via.USE))).isEqualTo(perCall(() -> new char[32]));
        assertThat(perCall(() -> vault.gate().bytes(item, Via.USE_BYTES))).isEqualTo(perCall(() -> new byte[32]));
    }

    private static Vault vault(byte[] text) {
        Vault vault = new Vault("").secret("secret", text).publish();
        vault.listening = false;
        return vault;
    }

    /** Bytes; what happens once in so many calls, as a class that is loaded, does not count. */
    private long perCall(Supplier<Object> call) {
        long before = 0;
        for (int round = 0; round < 2; round++) {
            before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < READS; i++) {
                last = call.get();
            }
        }
        long all = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(last).isNotNull();
        return all / READS;
    }
}
