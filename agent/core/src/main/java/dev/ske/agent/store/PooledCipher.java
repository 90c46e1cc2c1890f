package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A cipher under the sealing key, and the window that plaintexts pass through. Whoever uses it holds its monitor. */
final class PooledCipher {
    private static final int WINDOW = 512;

    /** Bytes of protected memory that one takes. */
    static final int REGION = AesGcm.WORK + WINDOW;

    private final AesGcm gcm;
    private final ByteBuffer window;
    private boolean wiped;

    /** {@code expanded}: the sealing key; {@code region}: {@link #REGION} bytes. */
    PooledCipher(ByteBuffer expanded, ByteBuffer region) {
        gcm = AesGcm.sharing(expanded, region);
        ByteBuffer rest = region.duplicate();
        rest.position(AesGcm.WORK).limit(REGION);
        window = rest.slice();
    }

    /** Seals into {@code chunk}, which holds the IV at {@code at}. */
    void seal(Plaintext value, byte[] boundTo, ByteBuffer chunk, int at) {
        gcm.seal(value, window, boundTo, chunk, at);
    }

    /** The bytes in an array of the right length; false, and nothing is written, if they were changed in memory. */
    boolean bytes(Item item, byte[] into) {
        return gcm.open(item.sealed(), item.at(), item.length(), item.boundTo(), ByteBuffer.wrap(into), 0);
    }

    /** The characters of a text; null if it was changed in memory. */
    char @Nullable [] chars(Item item) {
        try (Plaintext text = gcm.open(item.sealed(), item.at(), item.length(), item.boundTo())) {
            return text == null ? null : Utf16.of(text, window);
        }
    }

    /** Nothing is sealed or opened any more, nor the memory touched: by wiping it again neither. */
    void wipe() {
        if (!wiped) {
            gcm.wipe();
            Zeros.over(window, 0, WINDOW);
            wiped = true;
        }
    }
}
