package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;

/**
 * A few ciphers: readers neither share working state nor multiply it, however many threads there are. Who uses a cipher holds
 * its monitor: nothing else is given back for certain when a stack overflows, and no class for it must be loaded. Two more
 * are a refresh's: one for sealing, which may have to wait for a file as it reads a value, and one that opens what is served,
 * to be compared or copied. So neither readers nor a refresh wait for each other.
 *
 * <p>The expanded keys of two generations lie in a page that is read-only but for the moments in which one is put there or
 * wiped, the working state in a page of its own. The monitors also see to it that nobody touches the pages once they are
 * inaccessible. Not thread-safe but for {@link #cipher}, {@link #sealer}, the passing and {@link #close}: {@link Generations} sees to the rest.
 */
final class CipherPool {
    /** A power of two. */
    private static final int READERS = 4;

    private static final int SLOTS = 2;

    private final Arena keys;
    private final Arena work;
    private final SecretMemory.Region[] slots = new SecretMemory.Region[SLOTS];
    private final Chunks[] chunks = {new Chunks(), new Chunks()};

    /** The readers', and after them the one that opens for a refresh. */
    private final PooledCipher[] ciphers = new PooledCipher[READERS + 1];

    private final PooledCipher sealer;
    private final Generation first;

    /** Makes the first sealing key, which is nowhere else. */
    CipherPool(StrongRandom random, ProtectedMemory memory) {
        keys = memory.arena(SLOTS * Block.taken(AesGcm.EXPANDED));
        try {
            work = memory.arena((READERS + 2) * Block.taken(PooledCipher.REGION)
                    + Block.taken(AesGcm.KEY)
                    + Block.taken(AesGcm.WORK));
        } catch (RuntimeException | Error failed) {
            keys.close();
            throw failed;
        }
        try {
            for (int slot = 0; slot < SLOTS; slot++) {
                slots[slot] = keys.allocate(AesGcm.EXPANDED);
            }
            for (int i = 0; i < ciphers.length; i++) {
                ciphers[i] = newCipher();
            }
            sealer = newCipher();
            first = begin(0, random);
        } catch (RuntimeException | Error failed) {
            closeArenas();
            throw failed;
        }
    }

    private PooledCipher newCipher() {
        ByteBuffer region = work.allocate(PooledCipher.REGION).bytes();
        return new PooledCipher(slots[0].bytes(), slots[1].bytes(), region);
    }

    /** The generation that it was made with. */
    Generation first() {
        return first;
    }

    /** Makes a sealing key in a slot that nobody uses. */
    Generation begin(int slot, StrongRandom random) {
        ByteBuffer expanded = slots[slot].bytes();
        boolean whole = false;
        keys.unseal();
        try (SecretMemory.Region fresh = work.allocate(AesGcm.KEY);
                SecretMemory.Region state = work.allocate(AesGcm.WORK)) {
            random.fill(fresh.bytes(), 0, AesGcm.KEY);
            AesGcm.expand(fresh.bytes(), 0, expanded, state.bytes());
            whole = true;
        } finally {
            if (!whole) {
                Zeros.over(expanded, 0, AesGcm.EXPANDED);
            }
            keys.seal();
        }
        chunks[slot].rewind();
        return new Generation(slot);
    }

    /** Overwrites the key of a generation that has ended. */
    void wipe(Generation ended) {
        keys.unseal();
        try {
            Zeros.over(slots[ended.slot()].bytes(), 0, AesGcm.EXPANDED);
        } finally {
            keys.seal();
        }
    }

    /** Where the ciphertexts of this generation go; for who holds the sealer's monitor, as long as it is alive. */
    Chunks chunks(Generation generation) {
        return chunks[generation.slot()];
    }

    /** A reader's cipher for this thread, which holds its monitor while it uses it, and no other one's. */
    PooledCipher cipher() {
        return ciphers[System.identityHashCode(Thread.currentThread()) & (READERS - 1)];
    }

    /** The cipher for sealing. Who holds its monitor may take {@link #opener}'s beside it; never the other way round. */
    PooledCipher sealer() {
        return sealer;
    }

    /** The cipher that opens what is served for who seals; never held for long. */
    PooledCipher opener() {
        return ciphers[READERS];
    }

    /** Waits for whoever opens a value now. */
    void pass() {
        for (PooledCipher cipher : ciphers) {
            synchronized (cipher) {
                cipher.rest();
            }
        }
    }

    /** Waits for who seals at present. */
    void passSealer() {
        synchronized (sealer) {
            sealer.rest();
        }
    }

    /**
     * Waits for the readers that are at work, overwrites everything and makes it inaccessible; no cipher opens or seals
     * anything after that. Again it does nothing, or what an error such as a stack overflow kept the first time from.
     *
     * @throws dev.ske.agent.Failure INTERNAL, after that, if something was written past the bounds of its memory
     */
    synchronized void close() {
        for (PooledCipher cipher : ciphers) {
            synchronized (cipher) {
                cipher.wipe();
            }
        }
        synchronized (sealer) {
            sealer.wipe();
        }
        closeArenas();
    }

    private void closeArenas() {
        try {
            work.close();
        } finally {
            keys.close();
        }
    }
}
