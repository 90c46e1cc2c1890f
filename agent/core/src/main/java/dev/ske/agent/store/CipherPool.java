package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few ciphers under the sealing key, each with its own state outside the heap: readers neither share state nor multiply
 * it, however many threads there are. A reader that finds all of them taken yields until one is free, which takes about
 * as long as one decryption.
 */
@SuppressWarnings("ThreadPriorityCheck") // yielding is only for the rare wait; correctness does not hang on it
final class CipherPool {
    private static final int SIZE = 4;

    /** Bytes of memory outside the heap that a pool works in. */
    static final int REGION = SIZE * AesGcm.REGION;

    private final AesGcm[] ciphers = new AesGcm[SIZE];
    private final AtomicInteger taken = new AtomicInteger();
    private volatile boolean wiped;

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

    /** The number of a cipher that is the caller's until {@link #release}; negative once the pool is wiped. */
    int acquire() {
        for (int i = 0; !wiped; i++) {
            if (take(i % SIZE)) {
                return i % SIZE;
            }
            if (i % SIZE == SIZE - 1) {
                Thread.yield();
            }
        }
        return -1;
    }

    AesGcm cipher(int number) {
        return ciphers[number];
    }

    void release(int number) {
        int now = taken.get();
        while (!taken.compareAndSet(now, now & ~(1 << number))) {
            now = taken.get();
        }
    }

    /** Waits for the readers that are at work and wipes every state; no cipher can be acquired after that. */
    void wipe() {
        wiped = true;
        for (int i = 0; i < SIZE; i++) {
            while (!take(i)) {
                Thread.yield();
            }
            ciphers[i].wipe();
        }
    }

    /** One bit for each cipher. */
    private boolean take(int number) {
        int bit = 1 << number;
        for (int now = taken.get(); (now & bit) == 0; now = taken.get()) {
            if (taken.compareAndSet(now, now | bit)) {
                return true;
            }
        }
        return false;
    }
}
