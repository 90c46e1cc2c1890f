package dev.ske.agent.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class AesGcmTest {
    private static final int CASES = 100_000;
    private static final byte GUARD = 0x5A;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final ByteBuffer region = ByteBuffer.allocateDirect(AesGcm.REGION);
    private final SecretMemory memory;
    private final AesGcm gcm;

    AesGcmTest(Engine engine) {
        memory = engine.memory();
        gcm = new AesGcm(region, memory);
    }

    @Test
    void a_hundred_thousand_random_messages_are_what_jce_makes_and_reads() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] key = bytes(AesGcm.KEY);
        for (int i = 0; i < CASES; i++) {
            if (i % 10 == 0) {
                key = bytes(AesGcm.KEY);
                gcm.key(ByteBuffer.wrap(key), 0);
            }
            byte[] iv = bytes(AesGcm.IV);
            byte[] aad = bytes(i % 65);
            byte[] text = bytes(i % 4 == 0 ? i / 4 % 4097 : random.nextInt(200));
            byte[] message = seal(i, iv, text, aad);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(aad);
            if (!Arrays.equals(cipher.doFinal(text), Arrays.copyOfRange(message, AesGcm.IV, message.length))) {
                throw new AssertionError(
                        "sealed differently: " + text.length + " bytes, aad " + aad.length + ", seed " + seed);
            }
            if (!Arrays.equals(open(i, message, aad), text)) {
                throw new AssertionError(
                        "opened differently: " + text.length + " bytes, aad " + aad.length + ", seed " + seed);
            }
        }
    }

    /** The lengths that the tag is made of take more than two bytes. */
    @Test
    void messages_of_many_kib_are_what_jce_makes_and_reads() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] key = bytes(AesGcm.KEY);
        gcm.key(ByteBuffer.wrap(key), 0);
        for (int length : new int[] {65_535, 65_536, 65_537, (1 << 20) + 13}) {
            byte[] iv = bytes(AesGcm.IV);
            byte[] aad = bytes(70_000);
            byte[] text = bytes(length);
            byte[] message = seal(0, iv, text, aad);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
            cipher.updateAAD(aad);
            assertThat(Arrays.equals(cipher.doFinal(text), Arrays.copyOfRange(message, AesGcm.IV, message.length)))
                    .as("%d bytes, seed %d", length, seed)
                    .isTrue();
            assertThat(Arrays.equals(open(0, message, aad), text))
                    .as("%d bytes, seed %d", length, seed)
                    .isTrue();
        }
    }

    @Test
    void ten_thousand_changed_messages_are_refused_as_jce_refuses_them() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] key = bytes(AesGcm.KEY);
        gcm.key(ByteBuffer.wrap(key), 0);
        for (int i = 0; i < CASES / 10; i++) {
            byte[] aad = bytes(1 + i % 64);
            byte[] message = seal(i, bytes(AesGcm.IV), bytes(random.nextInt(300)), aad);
            byte[] changed = i % 4 == 0 ? aad : message;
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(open(i, message, aad)).as("case %d", i).isNull();
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(128, message, 0, AesGcm.IV));
            cipher.updateAAD(aad);
            assertThatThrownBy(() -> cipher.doFinal(message, AesGcm.IV, message.length - AesGcm.IV))
                    .isInstanceOf(AEADBadTagException.class);
        }
    }

    @Test
    void every_single_bit_of_a_message_and_its_additional_data_counts() {
        gcm.key(ByteBuffer.wrap(bytes(AesGcm.KEY)), 0);
        byte[] aad = bytes(37);
        byte[] message = seal(0, bytes(AesGcm.IV), bytes(53), aad);
        for (byte[] part : new byte[][] {message, aad}) {
            for (int bit = 0; bit < 8 * part.length; bit++) {
                part[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(open(bit, message, aad)).as("bit %d", bit).isNull();
                part[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
        assertThat(open(0, message, aad)).isNotNull();
        assertThat(open(0, message, Arrays.copyOf(aad, 38))).isNull();
        assertThat(open(0, Arrays.copyOf(message, message.length - 1), aad)).isNull();
    }

    @Test
    void a_message_shorter_than_iv_and_tag_does_not_open() {
        gcm.key(ByteBuffer.wrap(bytes(AesGcm.KEY)), 0);
        ByteBuffer text = ByteBuffer.allocate(1);
        for (int length = -1; length < AesGcm.IV + AesGcm.TAG; length++) {
            assertThat(gcm.open(ByteBuffer.allocate(64), 0, length, new byte[0], text, 0))
                    .isFalse();
        }
    }

    @Test
    void another_key_does_not_open() {
        gcm.key(ByteBuffer.wrap(bytes(AesGcm.KEY)), 0);
        byte[] message = seal(0, bytes(AesGcm.IV), bytes(20), new byte[0]);
        gcm.key(ByteBuffer.wrap(bytes(AesGcm.KEY)), 0);
        assertThat(open(0, message, new byte[0])).isNull();
    }

    @Test
    void a_place_outside_the_buffers_is_refused_before_anything_is_written() {
        gcm.key(ByteBuffer.wrap(bytes(AesGcm.KEY)), 0);
        byte[] aad = bytes(3);
        byte[] message = seal(0, bytes(AesGcm.IV), bytes(20), aad);
        ByteBuffer small = ByteBuffer.allocate(20);
        assertThatThrownBy(() -> gcm.open(ByteBuffer.wrap(message), 0, message.length, aad, small, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gcm.open(ByteBuffer.wrap(message), 1, message.length, aad, small, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gcm.seal(ByteBuffer.wrap(message), 0, 20, aad, small, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gcm.seal(ByteBuffer.wrap(message), -1, 20, aad, ByteBuffer.allocate(99), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(small.array()).containsOnly(0);
    }

    @Test
    void the_region_must_be_direct_and_large_enough() {
        assertThatThrownBy(() -> new AesGcm(ByteBuffer.allocate(AesGcm.REGION), memory))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AesGcm(ByteBuffer.allocateDirect(AesGcm.REGION - 1), memory))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(AesGcm.REGION).isLessThanOrEqualTo(1536);
    }

    @Test
    void wiping_leaves_zeros_and_nothing_is_written_beside_the_region() {
        ByteBuffer larger = ByteBuffer.allocateDirect(AesGcm.REGION + 64);
        for (int i = 0; i < larger.capacity(); i++) {
            larger.put(i, GUARD);
        }
        larger.position(32);
        AesGcm own = new AesGcm(larger, memory);
        assertThat(inside(larger)).containsOnly(0);
        own.key(ByteBuffer.wrap(bytes(AesGcm.KEY)), 0);
        byte[] message = new byte[AesGcm.IV + 100 + AesGcm.TAG];
        own.seal(ByteBuffer.wrap(bytes(100)), 0, 100, bytes(9), ByteBuffer.wrap(message), 0);
        own.open(ByteBuffer.wrap(message), 0, message.length, bytes(9), ByteBuffer.allocate(100), 0);
        assertThat(Arrays.equals(inside(larger), new byte[AesGcm.REGION])).isFalse();
        assertThat(Arrays.copyOfRange(inside(larger), AesGcm.EXPANDED, AesGcm.REGION))
                .as("working state")
                .containsOnly(0);
        own.wipe();
        assertThat(inside(larger)).containsOnly(0);
        assertThat(larger.position()).isEqualTo(32);
        for (int i = 0; i < 32; i++) {
            assertThat(larger.get(i)).isEqualTo(GUARD);
            assertThat(larger.get(32 + AesGcm.REGION + i)).isEqualTo(GUARD);
        }
    }

    @Test
    void without_a_key_nothing_is_sealed_or_opened() {
        ByteBuffer message = ByteBuffer.allocate(64);
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> gcm.seal(ByteBuffer.allocate(8), 0, 8, new byte[0], message, 0))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> gcm.open(message, 0, 36, new byte[0], ByteBuffer.allocate(8), 0))
                    .isInstanceOf(IllegalStateException.class);
            gcm.key(ByteBuffer.wrap(bytes(AesGcm.KEY)), 0);
            gcm.wipe();
        }
        assertThat(message.array()).containsOnly(0);
    }

    private static byte[] inside(ByteBuffer memory) {
        byte[] bytes = new byte[AesGcm.REGION];
        memory.duplicate().get(bytes);
        return bytes;
    }

    /** Seals in buffers of every kind and order, with guards around, and looks that nothing else has changed. */
    private byte[] seal(int kind, byte[] iv, byte[] text, byte[] aad) {
        ByteBuffer from = guarded(kind, text);
        ByteBuffer source =
                kind % 3 == 0 && from.isDirect() ? from.asReadOnlyBuffer().order(from.order()) : from;
        ByteBuffer into = guarded(kind / 2, Arrays.copyOf(iv, AesGcm.IV + text.length + AesGcm.TAG));
        gcm.seal(source, 8, text.length, aad, into, 8);
        check(from, text.length);
        check(into, AesGcm.IV + text.length + AesGcm.TAG);
        return content(into);
    }

    /** Null if it does not open; then nothing may have been written. */
    private byte[] open(int kind, byte[] message, byte[] aad) {
        int length = Math.max(0, message.length - AesGcm.IV - AesGcm.TAG);
        byte[] before = bytes(length);
        ByteBuffer from = guarded(kind / 2, message);
        ByteBuffer into = guarded(kind, before);
        boolean good = gcm.open(from, 8, message.length, aad, into, 8);
        check(from, message.length);
        check(into, length);
        if (!good && !Arrays.equals(content(into), before)) {
            throw new AssertionError("plaintext was written although the message is refused");
        }
        return good ? content(into) : null;
    }

    private static ByteBuffer guarded(int kind, byte[] content) {
        int size = content.length + 16;
        ByteBuffer buffer = (kind & 1) == 0 ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
        buffer.putLong(0, 0x5A5A5A5A5A5A5A5AL).putLong(size - 8, 0x5A5A5A5A5A5A5A5AL);
        buffer.position(8);
        buffer.put(content);
        buffer.position(3);
        return buffer.order((kind & 2) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private static void check(ByteBuffer buffer, int length) {
        if (buffer.getLong(0) != 0x5A5A5A5A5A5A5A5AL
                || buffer.getLong(8 + length) != 0x5A5A5A5A5A5A5A5AL
                || buffer.position() != 3) {
            throw new AssertionError("written outside its place");
        }
    }

    private static byte[] content(ByteBuffer buffer) {
        byte[] content = new byte[buffer.capacity() - 16];
        ByteBuffer view = buffer.duplicate();
        view.position(8);
        view.get(content);
        return content;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }
}
