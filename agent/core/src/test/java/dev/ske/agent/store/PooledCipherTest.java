package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.config.ReadRule;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PooledCipherTest {
    private static final byte[] NAME = {'N'};

    private final ByteBuffer expanded = ByteBuffer.allocateDirect(AesGcm.EXPANDED);
    private final ByteBuffer region = ByteBuffer.allocateDirect(PooledCipher.REGION);
    private final PooledCipher cipher = cipher();

    private PooledCipher cipher() {
        byte[] key = new byte[AesGcm.KEY];
        ThreadLocalRandom.current().nextBytes(key);
        AesGcm.expand(ByteBuffer.wrap(key), 0, expanded, ByteBuffer.allocateDirect(AesGcm.WORK));
        return new PooledCipher(expanded.asReadOnlyBuffer(), region);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 48, 511, 512, 513, 1025, 100_000})
    void nothing_of_a_value_is_left_in_its_memory_after_sealing_and_reading(int length) {
        byte[] text = "s".repeat(length).getBytes(StandardCharsets.US_ASCII);
        Item item = sealed(text);
        assertZero();
        assertThat(cipher.chars(item)).isEqualTo("s".repeat(length).toCharArray());
        assertZero();
        byte[] bytes = new byte[length];
        assertThat(cipher.bytes(item, bytes)).isTrue();
        assertThat(bytes).isEqualTo(text);
        assertZero();
    }

    @Test
    void a_value_that_was_changed_in_memory_is_not_read() {
        Item item = sealed(new byte[20]);
        item.sealed().put(15, (byte) (item.sealed().get(15) ^ 1));
        byte[] bytes = new byte[20];
        assertThat(cipher.bytes(item, bytes)).isFalse();
        assertThat(cipher.chars(item)).isNull();
        assertThat(bytes).containsOnly(0);
        assertZero();
    }

    @Test
    void a_text_that_cannot_be_read_to_its_end_is_left_neither_in_the_window_nor_in_an_array() {
        ByteBuffer window = ByteBuffer.allocateDirect(10);
        Plaintext breaking = new Plaintext() {
            private int reads;

            @Override
            public int length() {
                return 20;
            }

            @Override
            public void read(int from, int length, ByteBuffer into, int at) {
                for (int i = 0; i < length; i++) {
                    into.put(at + i, (byte) 's');
                }
                if (++reads == 4) {
                    throw new IllegalStateException("broken");
                }
            }
        };
        assertThatThrownBy(() -> Utf16.of(breaking, window)).hasMessage("broken");
        for (int i = 0; i < 10; i++) {
            assertThat(window.get(i)).isZero();
        }
    }

    @Test
    void after_it_is_wiped_it_does_not_touch_its_memory() {
        Item item = sealed(new byte[20]);
        cipher.wipe();
        for (int i = 0; i < PooledCipher.REGION; i++) {
            region.put(i, (byte) 1);
        }
        assertThatThrownBy(() -> cipher.chars(item)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.bytes(item, new byte[20])).isInstanceOf(IllegalStateException.class);
        for (int i = 0; i < PooledCipher.REGION; i++) {
            assertThat(region.get(i)).isEqualTo((byte) 1);
        }
    }

    /** Whatever the operations before have left, as one that was ended by an error. */
    @Test
    void wiping_leaves_nothing_but_zeros() {
        Item item = sealed(new byte[20]);
        for (int i = 0; i < PooledCipher.REGION; i++) {
            region.put(i, (byte) 1);
        }
        cipher.wipe();
        assertZero();
        assertThatThrownBy(() -> cipher.chars(item)).isInstanceOf(IllegalStateException.class);
        assertZero();
    }

    private Item sealed(byte[] text) {
        ByteBuffer chunk = ByteBuffer.allocateDirect(AesGcm.IV + text.length + AesGcm.TAG);
        cipher.seal(new PlainBytes(ByteBuffer.wrap(text), 0, text.length), NAME, chunk, 0);
        return Item.secret("n", "N", chunk, 0, chunk.capacity(), NAME, true, ReadRule.NONE, Usage.NONE, null);
    }

    private void assertZero() {
        byte[] bytes = new byte[PooledCipher.REGION];
        region.duplicate().get(bytes);
        assertThat(bytes).containsOnly(0);
    }
}
