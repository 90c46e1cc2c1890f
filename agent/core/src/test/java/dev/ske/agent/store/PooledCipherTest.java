package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Engine;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Engine.class)
class PooledCipherTest {
    private static final byte[] NAME = {'N'};

    private final Generation generation = new Generation(0);
    private final Generation next = new Generation(1);
    private final ByteBuffer region = ByteBuffer.allocateDirect(PooledCipher.REGION);
    private final SecretMemory memory;
    private final ByteBuffer first;
    private final ByteBuffer second;
    private final PooledCipher cipher;

    PooledCipherTest(Engine engine) {
        memory = engine.memory();
        first = expanded();
        second = expanded();
        cipher = new PooledCipher(first, second, region, memory);
    }

    private ByteBuffer expanded() {
        ByteBuffer expanded = ByteBuffer.allocateDirect(AesGcm.EXPANDED);
        byte[] key = new byte[AesGcm.KEY];
        ThreadLocalRandom.current().nextBytes(key);
        AesGcm.expand(ByteBuffer.wrap(key), 0, expanded, ByteBuffer.allocateDirect(AesGcm.WORK), memory);
        return expanded.asReadOnlyBuffer();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 48, 511, 512, 513, 1025, 100_000})
    void nothing_of_a_value_is_left_in_its_memory_after_sealing_and_reading(int length) {
        byte[] text = "s".repeat(length).getBytes(StandardCharsets.US_ASCII);
        Ciphertext sealed = sealed(text);
        assertZero();
        for (boolean ascii : new boolean[] {true, false}) {
            assertThat(cipher.chars(sealed, NAME, ascii))
                    .isEqualTo("s".repeat(length).toCharArray());
            assertZero();
            assertThat(cipher.text(sealed, NAME, ascii)).isEqualTo("s".repeat(length));
            assertZero();
        }
        assertThat(cipher.bytes(sealed, NAME)).isEqualTo(text);
        assertZero();
    }

    @Test
    void a_value_that_was_changed_in_memory_is_not_read() {
        Ciphertext sealed = sealed(new byte[20]);
        sealed.bytes().put(15, (byte) (sealed.bytes().get(15) ^ 1));
        assertThat(cipher.bytes(sealed, NAME)).isNull();
        assertThat(cipher.text(sealed, NAME, true)).isNull();
        assertThat(cipher.chars(sealed, NAME, true)).isNull();
        assertThat(cipher.chars(sealed, NAME, false)).isNull();
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
        Ciphertext sealed = sealed(new byte[20]);
        cipher.wipe();
        for (int i = 0; i < PooledCipher.REGION; i++) {
            region.put(i, (byte) 1);
        }
        assertThatThrownBy(() -> cipher.chars(sealed, NAME, true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.text(sealed, NAME, true)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cipher.bytes(sealed, NAME)).isInstanceOf(IllegalStateException.class);
        for (int i = 0; i < PooledCipher.REGION; i++) {
            assertThat(region.get(i)).isEqualTo((byte) 1);
        }
    }

    /** Whatever the operations before have left, as one that was ended by an error. */
    @Test
    void wiping_leaves_nothing_but_zeros() {
        Ciphertext sealed = sealed(new byte[20]);
        for (int i = 0; i < PooledCipher.REGION; i++) {
            region.put(i, (byte) 1);
        }
        cipher.wipe();
        assertZero();
        assertThatThrownBy(() -> cipher.chars(sealed, NAME, false)).isInstanceOf(IllegalStateException.class);
        assertZero();
    }

    /** The refresh reads a value with one cipher and seals it with another: neither has anything left of it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 48, 511, 512, 513, 100_000})
    void a_value_is_compared_and_copied_under_another_key_and_nothing_of_it_is_left(int length) {
        byte[] text = new byte[length];
        ThreadLocalRandom.current().nextBytes(text);
        Ciphertext old = sealed(text);
        ByteBuffer place = ByteBuffer.allocateDirect(AesGcm.IV + length + AesGcm.TAG);
        Ciphertext copy = new Ciphertext(next, place, 0, place.capacity());
        ByteBuffer otherRegion = ByteBuffer.allocateDirect(PooledCipher.REGION);
        PooledCipher other = new PooledCipher(first, second, otherRegion, memory);
        try (Plaintext value = cipher.open(old, NAME)) {
            other.seal(value, NAME, copy);
        }
        assertZero(region);
        assertZero(otherRegion);
        assertThat(isSame(cipher, old, other, copy)).isTrue();
        if (length > 0) {
            text[length - 1] ^= 1;
            assertThat(isSame(cipher, sealed(text), other, copy)).isFalse();
            text[length - 1] ^= 1;
            text[0] ^= (byte) 0x80;
            assertThat(isSame(cipher, sealed(text), other, copy)).isFalse();
        }
        assertThat(isSame(cipher, sealed(new byte[length + 1]), other, copy)).isFalse();
        assertZero(region);
        assertZero(otherRegion);
    }

    private static boolean isSame(PooledCipher cipher, Ciphertext mine, PooledCipher other, Ciphertext others) {
        try (Plaintext one = cipher.open(mine, NAME);
                Plaintext two = other.open(others, NAME)) {
            return cipher.same(one, two, other);
        }
    }

    private Ciphertext sealed(byte[] text) {
        ByteBuffer chunk = ByteBuffer.allocateDirect(AesGcm.IV + text.length + AesGcm.TAG);
        Ciphertext sealed = new Ciphertext(generation, chunk, 0, chunk.capacity());
        cipher.seal(new PlainBytes(ByteBuffer.wrap(text), 0, text.length), NAME, sealed);
        return sealed;
    }

    private void assertZero() {
        assertZero(region);
    }

    private static void assertZero(ByteBuffer region) {
        byte[] bytes = new byte[PooledCipher.REGION];
        region.duplicate().get(bytes);
        assertThat(bytes).containsOnly(0);
    }
}
