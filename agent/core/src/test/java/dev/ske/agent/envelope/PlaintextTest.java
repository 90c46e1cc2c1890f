package dev.ske.agent.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are decrypted and encrypted piece by piece, by ciphers that share an expanded key. */
@ParameterizedClass
@EnumSource(Engine.class)
class PlaintextTest {
    private static final int WINDOW = 512;
    private static final byte[] AAD = {'a', 'a', 'd'};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ByteBuffer expanded = ByteBuffer.allocateDirect(AesGcm.EXPANDED);
    private final ByteBuffer work = ByteBuffer.allocateDirect(AesGcm.WORK);
    private final ByteBuffer otherWork = ByteBuffer.allocateDirect(AesGcm.WORK);
    private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW);
    private final byte[] key = bytes(AesGcm.KEY);
    private final SecretMemory engines;
    private AesGcm gcm;
    private AesGcm other;

    PlaintextTest(Engine engine) {
        engines = engine.memory();
    }

    @BeforeEach
    void expand_the_key_once_and_never_write_to_it_again() {
        AesGcm.expand(ByteBuffer.wrap(key), 0, expanded, work, engines);
        gcm = AesGcm.sharing(expanded.asReadOnlyBuffer(), work, engines);
        other = AesGcm.sharing(expanded.asReadOnlyBuffer(), otherWork, engines);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 47, 48, 49, 511, 512, 513, 1024, 65_536, 65_537, 1 << 20})
    void pieces_are_what_the_whole_is(int length) {
        byte[] text = bytes(length);
        byte[] message = sealed(text);
        for (int piece : new int[] {1, 7, 48, 64, WINDOW, 100_000}) {
            if (length / piece <= 70_000) {
                Plaintext opened = opened(gcm, message);
                assertThat(read(opened, piece)).as("seed %d", seed).isEqualTo(text);
                assertZero(work);
                assertThat(read(opened, piece)).as("a second time").isEqualTo(text);
                assertZero(work);
            }
        }
    }

    @Test
    void any_piece_can_be_read_from_any_place_in_any_order() {
        byte[] text = bytes(1000);
        Plaintext opened = opened(gcm, sealed(text));
        for (int i = 0; i < 20_000; i++) {
            int from = random.nextInt(1001);
            int length = random.nextInt(1001 - from);
            int at = random.nextInt(9);
            ByteBuffer into = ByteBuffer.allocate(at + length);
            opened.read(from, length, into, at);
            assertThat(Arrays.copyOfRange(into.array(), at, at + length))
                    .as("%d from %d, seed %d", length, from, seed)
                    .isEqualTo(Arrays.copyOfRange(text, from, from + length));
        }
        opened.close();
        assertZero(work);
    }

    @Test
    void a_tail_is_read_as_the_whole_is_and_nothing_beside_it() {
        byte[] text = bytes(700);
        Plaintext tail = opened(gcm, sealed(text)).after(1).after(13);
        assertThat(read(tail, WINDOW)).isEqualTo(Arrays.copyOfRange(text, 14, 700));
        assertThatThrownBy(() -> tail.read(-1, 1, window, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tail.read(686, 1, window, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tail.after(687)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tail.read(0, 10, window, WINDOW - 9)).isInstanceOf(IllegalArgumentException.class);
        tail.read(0, 1, window, 0);
        tail.close();
        assertZero(work);
    }

    @Test
    void a_message_that_is_not_authentic_has_no_plaintext_and_leaves_nothing() {
        byte[] message = sealed(bytes(100));
        for (int at : new int[] {0, 11, 12, 60, 111, 112, 127}) {
            message[at] ^= 1;
            assertThat(gcm.open(ByteBuffer.wrap(message), 0, message.length, AAD))
                    .isNull();
            assertZero(work);
            message[at] ^= 1;
        }
        assertThat(gcm.open(ByteBuffer.wrap(message), 0, 27, AAD)).isNull();
        assertThat(gcm.open(ByteBuffer.wrap(message), 0, message.length, AAD)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 47, 48, 49, 511, 512, 513, 1024, 1025, 65_536, 1 << 20})
    void sealing_in_pieces_is_sealing_and_wipes_its_window(int length) {
        byte[] text = bytes(length);
        byte[] iv = bytes(AesGcm.IV);
        byte[] whole = Arrays.copyOf(iv, AesGcm.IV + length + AesGcm.TAG);
        gcm.seal(ByteBuffer.wrap(text), 0, length, AAD, ByteBuffer.wrap(whole), 0);
        assertZero(work);
        byte[] pieces = Arrays.copyOf(iv, whole.length);
        gcm.seal(new PlainBytes(ByteBuffer.wrap(text), 0, length), window, AAD, ByteBuffer.wrap(pieces), 0);
        assertThat(pieces).isEqualTo(whole);
        assertZero(work, window);
        // and from a message of another cipher, and of this very one
        for (AesGcm from : new AesGcm[] {other, gcm}) {
            Arrays.fill(pieces, AesGcm.IV, pieces.length, (byte) 0);
            gcm.seal(opened(from, sealed(text)), window, AAD, ByteBuffer.wrap(pieces), 0);
            assertThat(pieces).isEqualTo(whole);
            assertZero(work, otherWork, window);
        }
    }

    @Test
    void messages_at_several_places_of_one_buffer_are_not_taken_for_each_other() {
        ByteBuffer chunk = ByteBuffer.allocateDirect(1000);
        byte[][] texts = {bytes(30), bytes(33)};
        int[] places = {5, 400};
        for (int i = 0; i < 2; i++) {
            chunk.put(places[i], bytes(AesGcm.IV));
            gcm.seal(new PlainBytes(ByteBuffer.wrap(texts[i]), 0, texts[i].length), window, AAD, chunk, places[i]);
        }
        Plaintext first = gcm.open(chunk, places[0], 58, AAD);
        Plaintext second = gcm.open(chunk, places[1], 61, AAD);
        for (int i = 0; i < 30; i++) {
            first.read(i, 1, window, 0);
            second.read(i, 1, window, 1);
            assertThat(window.get(0)).isEqualTo(texts[0][i]);
            assertThat(window.get(1)).isEqualTo(texts[1][i]);
        }
    }

    @Test
    void a_plaintext_that_cannot_be_read_leaves_nothing_of_what_was_read() {
        Plaintext breaking = new Plaintext() {
            @Override
            public int length() {
                return 2000;
            }

            @Override
            public void read(int from, int length, ByteBuffer into, int at) {
                for (int i = 0; i < length; i++) {
                    into.put(at + i, (byte) 1);
                }
                if (from > 1000) {
                    throw new IllegalStateException("broken");
                }
            }
        };
        assertThatThrownBy(() -> gcm.seal(breaking, window, AAD, ByteBuffer.allocate(2028), 0))
                .hasMessage("broken");
        assertZero(work, window);
    }

    @Test
    void a_plaintext_is_read_under_no_other_key_than_its_own() {
        CountedMemory memory = new CountedMemory(engines);
        AesGcm own = AesGcm.in(memory);
        own.key(ByteBuffer.wrap(key), 0);
        byte[] message = sealed(bytes(20));
        Plaintext before = opened(own, message);
        own.key(ByteBuffer.wrap(key), 0);
        assertThatThrownBy(() -> before.read(0, 1, window, 0)).isInstanceOf(IllegalStateException.class);
        Plaintext after = opened(own, message);
        own.close();
        own.close();
        assertThat(memory.open()).isZero();
        assertThatThrownBy(() -> after.read(0, 1, window, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> opened(own, message)).isInstanceOf(IllegalStateException.class);
        after.close();
        assertThat(memory.isZero()).isTrue();
    }

    @Test
    void a_closed_cipher_does_not_touch_its_memory() {
        CountedMemory memory = new CountedMemory(engines);
        AesGcm own = AesGcm.in(memory);
        own.key(ByteBuffer.wrap(key), 0);
        byte[] message = sealed(bytes(20));
        Plaintext opened = opened(own, message);
        own.close();
        memory.soil();
        assertThatThrownBy(() -> opened.read(0, 1, window, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> own.open(ByteBuffer.wrap(message), 0, message.length, AAD))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> own.seal(ByteBuffer.wrap(message), 0, 1, AAD, ByteBuffer.allocate(29), 0))
                .isInstanceOf(IllegalStateException.class);
        opened.close();
        own.close();
        assertThat(memory.isSoiled()).isTrue();
    }

    @Test
    void a_shared_key_is_neither_replaced_nor_wiped_by_who_shares_it() {
        byte[] message = sealed(bytes(20));
        assertThatThrownBy(() -> gcm.key(ByteBuffer.wrap(key), 0)).isInstanceOf(IllegalStateException.class);
        gcm.wipe();
        assertThatThrownBy(() -> opened(gcm, message)).isInstanceOf(IllegalStateException.class);
        assertThat(opened(other, message)).isNotNull();
    }

    private byte[] sealed(byte[] text) {
        byte[] message = Arrays.copyOf(bytes(AesGcm.IV), AesGcm.IV + text.length + AesGcm.TAG);
        other.seal(ByteBuffer.wrap(text), 0, text.length, AAD, ByteBuffer.wrap(message), 0);
        return message;
    }

    private static Plaintext opened(AesGcm by, byte[] message) {
        Plaintext opened = by.open(ByteBuffer.wrap(message), 0, message.length, AAD);
        assertThat(opened).isNotNull();
        return opened;
    }

    private static byte[] read(Plaintext text, int piece) {
        byte[] all = new byte[text.length()];
        for (int done = 0; done < all.length; done += piece) {
            text.read(done, Math.min(piece, all.length - done), ByteBuffer.wrap(all), done);
        }
        return all;
    }

    private static void assertZero(ByteBuffer... memory) {
        for (ByteBuffer one : memory) {
            byte[] bytes = new byte[one.capacity()];
            one.duplicate().get(bytes);
            assertThat(bytes).containsOnly(0);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
