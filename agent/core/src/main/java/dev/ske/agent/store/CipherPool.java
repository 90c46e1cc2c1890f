package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;

/**
 * A few ciphers under one sealing key: readers neither share working state nor multiply it, however many threads there are.
 * Who uses a cipher holds its monitor: nothing else is given back for certain when a stack overflows, and no class for it must
 * be loaded.
 *
 * <p>The expanded key lies in a read-only page, the working state in a page of its own. The monitors also see to it that
 * nobody touches the pages once they are inaccessible.
 */
final class CipherPool {
    /** A power of two. */
    private static final int SIZE = 4;

    private final Arena key;
    private final Arena work;
    private final PooledCipher[] ciphers = new PooledCipher[SIZE];

    /** Makes the sealing key, which is nowhere else. */
    CipherPool(StrongRandom random, ProtectedMemory memory) {
        key = memory.arena(AesGcm.EXPANDED + AesGcm.KEY);
        try {
            work = memory.arena(SIZE * PooledCipher.REGION);
        } catch (RuntimeException | Error failed) {
            key.close();
            throw failed;
        }
        try {
            SecretMemory.Region expanded = expanded(random);
            for (int i = 0; i < SIZE; i++) {
                ciphers[i] = new PooledCipher(
                        expanded.bytes(), work.allocate(PooledCipher.REGION).bytes());
            }
            key.seal();
        } catch (RuntimeException | Error failed) {
            closeArenas();
            throw failed;
        }
    }

    private SecretMemory.Region expanded(StrongRandom random) {
        SecretMemory.Region expanded = key.allocate(AesGcm.EXPANDED);
        try (SecretMemory.Region fresh = key.allocate(AesGcm.KEY);
                SecretMemory.Region state = work.allocate(AesGcm.WORK)) {
            random.fill(fresh.bytes(), 0, AesGcm.KEY);
            AesGcm.expand(fresh.bytes(), 0, expanded.bytes(), state.bytes());
        }
        return expanded;
    }

    /** A cipher for this thread, which holds its monitor while it uses it. */
    PooledCipher cipher() {
        return ciphers[System.identityHashCode(Thread.currentThread()) & (SIZE - 1)];
    }

    /**
     * Waits for the readers that are at work, overwrites everything and makes it inaccessible; no cipher opens or seals
     * anything after that. Again it does nothing, or what an error such as a stack overflow kept the first time from.
     *
     * @throws dev.ske.agent.Failure INTERNAL, after that, if something was written past the bounds of its memory
     */
    void close() {
        for (PooledCipher cipher : ciphers) {
            synchronized (cipher) {
                cipher.wipe();
            }
        }
        closeArenas();
    }

    private void closeArenas() {
        try {
            work.close();
        } finally {
            key.close();
        }
    }
}
