package dev.ske.agent.store;

import dev.ske.agent.config.ReadRule;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.StrongRandom;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Builds a snapshot: values go in one by one from memory outside the heap, and {@link #seal} makes it a store, or {@link
 * SealedStore#replace} the next one of a store. For one thread.
 */
public final class Sealing {
    private static final int CANARY = 16;

    private final StrongRandom random;
    private final Generations generations;
    private final Generation generation;
    private final CipherPool ciphers;

    /** Null: it is for a store that is there already. */
    private final @Nullable ProtectedMemory memory;

    private Snapshot.Builder snapshot = new Snapshot.Builder();

    /** {@code random}: where the sealing key and the initialisation vectors come from; {@code memory}: for both. */
    public Sealing(StrongRandom random, ProtectedMemory memory) {
        this.random = random;
        this.memory = memory;
        ciphers = new CipherPool(random, memory);
        generations = new Generations(ciphers);
        generation = ciphers.first();
    }

    /** The next one of a store. */
    Sealing(StrongRandom random, Generations generations, Generation next) {
        this.random = random;
        memory = null;
        this.generations = generations;
        ciphers = generations.ciphers();
        generation = next;
    }

    /**
     * Seals a value, reading it in pieces.
     *
     * @throws dev.ske.agent.Failure what reading it throws
     */
    public Item secret(String path, String canonical, Plaintext value) {
        return secret(path, canonical, value, ReadRule.NONE, null, null);
    }

    /**
     * Seals a value, reading it in pieces.
     *
     * @param rule what the configuration says of reading it
     * @param origin what tells at the next refresh whether the source still says the same; null: nothing does
     * @param previous what was served under this path until now: if its value is the same, its usage goes on. Null: nothing
     * @throws dev.ske.agent.Failure what reading it throws
     */
    public Item secret(
            String path,
            String canonical,
            Plaintext value,
            ReadRule rule,
            @Nullable String origin,
            @Nullable Item previous) {
        byte[] boundTo = canonical.getBytes(StandardCharsets.UTF_8);
        Utf8 text = new Utf8(value);
        PooledCipher cipher = ciphers.sealer();
        Ciphertext sealed;
        Usage usage;
        synchronized (cipher) {
            sealed = place(value.length());
            cipher.seal(text, boundTo, sealed);
            usage = previous != null && isSame(sealed, boundTo, previous)
                    ? previous.usage()
                    : new Usage(System.currentTimeMillis());
            usage.sealedAs(sealed);
        }
        return served(Item.secret(path, canonical, sealed, boundTo, text.valid(), text.ascii(), rule, usage, origin));
    }

    /**
     * Seals the value of an item of the snapshot that is served now, without anybody opening it again; its usage goes on. What
     * was cleared stays so.
     *
     * @param previous a secret of the same canonical name, whose source still says the same; not one that is withheld
     * @throws dev.ske.agent.Failure STORE_DESTROYED; INTERNAL if the value was changed in memory
     */
    public Item unchanged(String path, String canonical, ReadRule rule, Item previous) {
        Ciphertext old = previous.sealed();
        if (old == null) {
            throw new IllegalArgumentException(previous.path() + " has no sealed value");
        }
        byte[] boundTo = canonical.getBytes(StandardCharsets.UTF_8);
        Usage usage = previous.usage();
        PooledCipher cipher = ciphers.sealer();
        Ciphertext sealed;
        synchronized (cipher) {
            if (usage.cleared()) {
                sealed = place(0);
                sealed.wipe();
            } else {
                sealed = place(old.size());
                copy(previous, old, cipher, boundTo, sealed);
            }
            usage.sealedAs(sealed);
        }
        return served(Item.secret(
                path, canonical, sealed, boundTo, previous.text(), previous.ascii(), rule, usage, previous.origin()));
    }

    /** Under the sealer's monitor, beside which the opener's is taken, never the other way round. */
    private void copy(Item previous, Ciphertext old, PooledCipher cipher, byte[] boundTo, Ciphertext to) {
        PooledCipher opener = ciphers.opener();
        synchronized (opener) {
            if (previous.usage().cleared()) {
                to.wipe();
                return;
            }
            requireAlive(old.generation());
            try (Plaintext value = opener.open(old, previous.boundTo())) {
                if (value == null) {
                    throw Unreadable.changed(previous);
                }
                cipher.seal(value, boundTo, to);
            }
        }
    }

    /** Whether a value is the one that was served before; under the sealer's monitor. */
    private boolean isSame(Ciphertext sealed, byte[] boundTo, Item previous) {
        Ciphertext old = previous.sealed();
        if (old == null || old.size() != sealed.size()) {
            return false;
        }
        PooledCipher cipher = ciphers.sealer();
        PooledCipher opener = ciphers.opener();
        synchronized (opener) {
            if (previous.usage().cleared() || !old.generation().alive()) {
                return false;
            }
            try (Plaintext now = cipher.open(sealed, boundTo);
                    Plaintext before = opener.open(old, previous.boundTo())) {
                return now != null && before != null && cipher.same(now, before, opener);
            }
        }
    }

    /** A place with a fresh IV; under the sealer's monitor. */
    private Ciphertext place(int length) {
        requireAlive(generation);
        Ciphertext place = ciphers.chunks(generation).take(generation, Math.addExact(AesGcm.IV + AesGcm.TAG, length));
        random.iv(place.bytes(), place.at());
        return place;
    }

    private void requireAlive(Generation needed) {
        if (generations.closed()) {
            throw Unreadable.destroyed();
        }
        if (!needed.alive()) {
            throw new IllegalStateException("this snapshot was abandoned, or replaced");
        }
    }

    private Item served(Item item) {
        snapshot.serve(item);
        return item;
    }

    public Item setting(String path, String canonical, String value) {
        return served(Item.setting(path, canonical, value));
    }

    /** A secret that is not served: its name must not be answered from elsewhere either. */
    public Item withheld(String path, String canonical) {
        return Item.withheld(path, canonical);
    }

    /** Lets {@code System.getenv} answer {@code name}; the first item of a name wins. */
    public void answer(String name, Item item) {
        snapshot.answer(name, item);
    }

    /** The store of all that was added, to be published once the doors are open. */
    public SealedStore seal() {
        ProtectedMemory kind = memory;
        if (kind == null) {
            throw new IllegalStateException("there is a store for this");
        }
        Snapshot served = snapshot();
        return new SealedStore(generations, canary(), served, kind.kind());
    }

    /** All that was added. */
    Snapshot snapshot() {
        Snapshot added = snapshot.build(generation);
        snapshot = new Snapshot.Builder();
        return added;
    }

    Generation generation() {
        return generation;
    }

    /**
     * Wipes the sealing key of a store that is not to be; of a store that is there already, only that of its next snapshot, and
     * not if that is served by now. Again it does nothing.
     *
     * @throws dev.ske.agent.Failure INTERNAL, after that, if something was written past the bounds of protected memory
     */
    public void abandon() {
        if (memory != null) {
            generations.close();
        } else {
            generations.abandon(generation);
        }
    }

    private Canary canary() {
        ByteBuffer value = ByteBuffer.allocate(CANARY); // no secret: doors answer it as a String
        random.fill(value, 0, CANARY);
        char[] hex = new char[CANARY];
        for (int i = 0; i < CANARY; i++) {
            hex[i] = "0123456789ABCDEF".charAt(value.get(i) & 0xf);
            value.put(i, (byte) hex[i]);
        }
        String text = new String(hex);
        String name = "SKE_CANARY_" + text;
        answer(name, secret(name, name, new PlainBytes(value, 0, CANARY)));
        return new Canary(name, text, snapshot());
    }
}
