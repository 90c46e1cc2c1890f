package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import java.nio.ByteBuffer;

/**
 * A few ciphers under the sealing key, each with its own state outside the heap: readers neither share state nor multiply
 * it, however many threads there are. Who uses a cipher holds its monitor: nothing else is given back for certain when a
 * stack overflows, and no class for it must be loaded.
 */
final class CipherPool {
    /** A power of two. */
    private static final int SIZE = 4;

    /** Bytes of memory outside the heap that a pool works in. */
    static final int REGION = SIZE * AesGcm.REGION;

    private final AesGcm[] ciphers = new AesGcm[SIZE];

    /** {@code region}: a direct buffer of {@link #REGION} bytes from {@code at}; {@code key}: the 32-byte sealing key. */
    CipherPool(ByteBuffer region, int at, ByteBuffer key, int keyAt) {
        for (int i = 0; i < SIZE; i++) {
            ByteBuffer part = region.duplicate();
            part.limit(at + (i + 1) * AesGcm.REGION);
            part.position(at + i * AesGcm.REGION);
            ciphers[i] = new AesGcm(part);
            ciphers[i].key(key, keyAt);
        }
    }

    /** A cipher for this thread, which holds its monitor while it uses it. */
    AesGcm cipher() {
        return ciphers[System.identityHashCode(Thread.currentThread()) & (SIZE - 1)];
    }

    /** Waits for the readers that are at work and wipes every state; no cipher opens or seals anything after that. */
    void wipe() {
        for (AesGcm cipher : ciphers) {
            synchronized (cipher) {
                cipher.wipe();
            }
        }
    }
}
