package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A cipher under the sealing keys, and the window that plaintexts pass through. Whoever uses it holds its monitor and has
 * looked there whether the generation is alive.
 */
final class PooledCipher {
    private static final int WINDOW = 512;

    /** Bytes of protected memory that one takes. */
    static final int REGION = AesGcm.WORK + WINDOW;

    /** One for each slot, with the same working state: an operation begins when the one before has come to its end. */
    private final AesGcm[] gcm;

    private final ByteBuffer region;
    private final ByteBuffer window;
    private boolean wiped;

    /** {@code first}, {@code second}: the slots' expanded keys; {@code region}: {@link #REGION} bytes. */
    PooledCipher(ByteBuffer first, ByteBuffer second, ByteBuffer region) {
        this.region = region;
        gcm = new AesGcm[] {AesGcm.sharing(first, region), AesGcm.sharing(second, region)};
        ByteBuffer rest = region.duplicate();
        rest.position(AesGcm.WORK).limit(REGION);
        window = rest.slice();
    }

    /** Seals into {@code place}, which holds the IV. */
    void seal(Plaintext value, byte[] boundTo, Ciphertext place) {
        gcm[place.generation().slot()].seal(value, window, boundTo, place.bytes(), place.at());
    }

    /** The bytes in an array of the right length; false, and nothing is written, if they were changed in memory. */
    boolean bytes(Ciphertext sealed, byte[] boundTo, byte[] into) {
        return gcm[sealed.generation().slot()].open(
                sealed.bytes(), sealed.at(), sealed.length(), boundTo, ByteBuffer.wrap(into), 0);
    }

    /** The characters of a text; null if it was changed in memory. */
    char @Nullable [] chars(Ciphertext sealed, byte[] boundTo) {
        try (Plaintext text = open(sealed, boundTo)) {
            return text == null ? null : Utf16.of(text, window);
        }
    }

    /** The value, to be read before this cipher does anything else; null if it was changed in memory. */
    @Nullable
    Plaintext open(Ciphertext sealed, byte[] boundTo) {
        return gcm[sealed.generation().slot()].open(sealed.bytes(), sealed.at(), sealed.length(), boundTo);
    }

    /** Whether both are the same, of which {@code mine} is of this cipher and {@code others} of another one. */
    boolean same(Plaintext mine, Plaintext others, PooledCipher other) {
        int length = mine.length();
        if (length != others.length()) {
            return false;
        }
        int difference = 0;
        try {
            for (int done = 0; done < length; done += WINDOW) {
                int piece = Math.min(WINDOW, length - done);
                mine.read(done, piece, window, 0);
                others.read(done, piece, other.window, 0);
                for (int i = 0; i < piece; i++) {
                    difference |= window.get(i) ^ other.window.get(i);
                }
            }
        } finally {
            Zeros.over(window, 0, WINDOW);
            Zeros.over(other.window, 0, WINDOW);
        }
        return difference == 0;
    }

    /** Leaves nothing of what an error, such as a stack overflow, broke off. */
    void rest() {
        if (!wiped) {
            Zeros.over(region, 0, REGION);
        }
    }

    /** Nothing is sealed or opened any more, nor the memory touched: by wiping it again neither. */
    void wipe() {
        if (!wiped) {
            gcm[0].wipe();
            gcm[1].wipe();
            Zeros.over(window, 0, WINDOW);
            wiped = true;
        }
    }
}
