package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * A few ciphers: readers neither share working state nor multiply it, however many threads there are. Who reads claims one
 * that is free, and waits for no particular one. Two more are a refresh's, whose users hold their monitors: one for sealing,
 * which may have to wait for a file as it reads a value, and one that opens what is served, to be compared or copied. So
 * neither readers nor a refresh wait for each other.
 *
 * <p>The expanded keys of two generations lie in a page that is read-only but for the moments in which one is put there or
 * wiped, the working state in a page of its own. Claims and monitors also see to it that nobody touches the pages once they
 * are inaccessible. Not thread-safe but for {@link #claim}, {@link #sealer}, the passing and {@link #close}: {@link Generations} sees to the rest.
 */
final class CipherPool {
    /** A power of two. */
    private static final int READERS = 4;

    private static final int SLOTS = 2;

    /** How often who finds all ciphers taken lets others run before he sleeps. */
    private static final int YIELDS = 32;

    private static final long SHORTEST_SLEEP_NANOS = 20_000;
    private static final long LONGEST_SLEEP_NANOS = 1_000_000;

    private final Arena keys;
    private final Arena work;
    private final SecretMemory.Region[] slots = new SecretMemory.Region[SLOTS];
    private final Chunks[] chunks = {new Chunks(), new Chunks()};

    private final PooledCipher[] readers = new PooledCipher[READERS];
    private final PooledCipher opener;
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
            for (int i = 0; i < READERS; i++) {
                readers[i] = newCipher();
            }
            opener = newCipher();
            sealer = newCipher();
            first = begin(0, random);
        } catch (RuntimeException | Error failed) {
            closeArenas();
            throw failed;
        }
    }

    private PooledCipher newCipher() {
        ByteBuffer region = work.allocate(PooledCipher.REGION).bytes();
        return new PooledCipher(slots[0].bytes(), slots[1].bytes(), region, work);
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
            AesGcm.expand(fresh.bytes(), 0, expanded, state.bytes(), work);
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

    /**
     * A reader's cipher, which is given back by {@code cipher.holder = null} and {@code cipher.ended = cipher.held}. Each thread begins to look
     * at another one, so that processors do not take the same memory from each other.
     *
     * <p>More readers than ciphers run at once only where one of them lost its processor, or reads a long value, or there are
     * many processors. They let others run, then sleep, longer each time, and never in a monitor: a virtual thread leaves its
     * carrier meanwhile.
     */
    PooledCipher claim() {
        int first = System.identityHashCode(Thread.currentThread());
        for (int turn = 0; ; turn++) {
            for (int i = 0; i < READERS; i++) {
                PooledCipher cipher = readers[(first + i) & (READERS - 1)];
                if (cipher.claim() || (turn > YIELDS && cipher.inherit())) {
                    return cipher;
                }
            }
            pause(turn);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // it need not let others run: it sleeps after a few times
    private static void pause(int turn) {
        if (turn < YIELDS) {
            Thread.yield();
            return;
        }
        boolean interrupted = Thread.interrupted(); // nobody sleeps who is interrupted
        LockSupport.parkNanos(
                Math.min(SHORTEST_SLEEP_NANOS << Math.min(turn - YIELDS, Byte.SIZE), LONGEST_SLEEP_NANOS));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The cipher for sealing. Who holds its monitor may take {@link #opener}'s beside it; never the other way round. */
    PooledCipher sealer() {
        return sealer;
    }

    /** The cipher that opens what is served for who seals; never held for long. */
    PooledCipher opener() {
        return opener;
    }

    /** Waits for whoever opens a value now. */
    void pass() {
        for (PooledCipher cipher : readers) {
            pass(cipher, false);
        }
        synchronized (opener) {
            opener.rest();
        }
    }

    /** Claims it before others do, once who has it is done. */
    private static void pass(PooledCipher cipher, boolean wipe) {
        cipher.wanted = true;
        try {
            for (int turn = 0; !cipher.claimAnyway() && (turn <= YIELDS || !cipher.inherit()); turn++) {
                pause(turn);
            }
        } finally {
            cipher.wanted = false;
        }
        try {
            if (wipe) {
                cipher.wipe();
            } else {
                cipher.rest();
            }
        } finally {
            cipher.holder = null;
            cipher.ended = cipher.held;
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
        for (PooledCipher cipher : readers) {
            pass(cipher, true);
        }
        synchronized (opener) {
            opener.wipe();
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
