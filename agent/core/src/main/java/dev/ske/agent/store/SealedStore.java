package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.StrongRandom;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of the program, at rest as AES-256-GCM ciphertexts outside the heap under a key made at start, and the
 * settings beside them. A read decrypts into the caller's own array by way of a window in protected memory, and takes no lock.
 *
 * <p><b>Security guarantees</b>: a value that nobody reads is nowhere on the heap, garbage included; a value that was read
 * is where the reader put it and nowhere else. The sealing key never is on the heap. Thread-safe.
 */
public final class SealedStore {
    private final Generations generations;
    private final CipherPool ciphers;
    private final Canary canary;
    private final String memory;
    private @Nullable Snapshot sealed;
    private volatile Snapshot snapshot;
    private volatile boolean destroyed;

    /** What {@link #snapshot} is once the store is destroyed. */
    private volatile @Nullable Snapshot emptied;

    SealedStore(Generations generations, Canary canary, Snapshot sealed, String memory) {
        this.memory = memory;
        this.generations = generations;
        this.ciphers = generations.ciphers();
        this.canary = canary;
        this.sealed = sealed;
        this.snapshot = canary.snapshot();
    }

    /** What alone is served until {@link #publish}. */
    public Canary canary() {
        return canary;
    }

    /**
     * Serves what the store was made for; once.
     *
     * @throws Failure STORE_DESTROYED if somebody was faster
     */
    public synchronized void publish() {
        Snapshot next = sealed;
        if (next == null) {
            throw Unreadable.destroyed();
        }
        snapshot = next;
        sealed = null;
    }

    /**
     * Begins the next snapshot, under a sealing key of its own; one at a time. It is {@link #replace}d or
     * {@linkplain Sealing#abandon abandoned}.
     *
     * @throws Failure STORE_DESTROYED; INTERNAL if for 5 s a {@link #reading} holds what was served before the present snapshot,
     *     or a next one is begun already
     */
    public Sealing next(StrongRandom random) {
        return new Sealing(random, generations, generations.begin(random));
    }

    /**
     * Serves what was sealed, in one step: a reader sees all of the old snapshot or all of the new one. The old sealing key is
     * wiped once its last reader is gone.
     *
     * @param next of {@link #next}; nothing can be added to it any more
     * @throws Failure STORE_DESTROYED
     */
    public synchronized Swap replace(Sealing next) {
        if (destroyed) {
            throw Unreadable.destroyed();
        }
        if (sealed != null) {
            throw new IllegalStateException("nothing is published yet");
        }
        Snapshot now = next.snapshot();
        Swap swap = Swap.of(snapshot, now);
        generations.succeed(next.generation());
        snapshot = now;
        generations.retire();
        return swap;
    }

    /**
     * For reads of several values, which are all of its snapshot as long as it is open; the caller closes it soon. Once the
     * store is destroyed that snapshot is empty, or its values cannot be read: {@link #living} after this tells.
     */
    public Reading reading() {
        while (true) {
            Snapshot current = snapshot;
            Generation generation = current.generation();
            if (generation == null || generations.lease(generation)) {
                return new Reading(current, generations, generation);
            }
        }
    }

    /**
     * Wipes one value, in every snapshot that still has it; what is reading it at present comes to its end first. Reads of it
     * fail from then on, and so they do after a refresh that finds the value unchanged. A plain setting stays.
     */
    public void clear(Item secret) {
        if (secret.sealed() != null) {
            generations.clear(secret.usage());
        }
    }

    /** What kind of memory the sealing key lies in, for messages. */
    public String memory() {
        return memory;
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    /**
     * Like {@link #snapshot()}, for callers that must know when there is nothing any more.
     *
     * @throws Failure STORE_DESTROYED
     */
    public Snapshot living() {
        Snapshot current = snapshot;
        if (destroyed || current == emptied) {
            throw Unreadable.destroyed();
        }
        return current;
    }

    /**
     * The value as text that the caller answers for: a String stays on the heap until it is collected.
     *
     * @throws Failure as {@link #bytes}; VALUE_MALFORMED if the value is no UTF-8 text
     */
    public String exposeAsString(Item item) {
        for (Item current = item; ; current = successor(current)) {
            String plain = current.plain();
            if (plain != null) {
                return plain;
            }
            Ciphertext sealed = sealedText(current);
            PooledCipher cipher = ciphers.claim();
            try {
                if (isReadable(current, sealed)) {
                    return Unreadable.ifNull(cipher.text(sealed, current.boundTo(), current.ascii()), current);
                }
            } finally {
                cipher.holder = null;
                cipher.ended = cipher.held;
            }
        }
    }

    /**
     * The value as UTF-16 text in a fresh array, which the caller wipes.
     *
     * @throws Failure as {@link #bytes}; VALUE_MALFORMED if the value is no UTF-8 text
     */
    public char[] chars(Item item) {
        for (Item current = item; ; current = successor(current)) {
            String plain = current.plain();
            if (plain != null) {
                return plain.toCharArray();
            }
            Ciphertext sealed = sealedText(current);
            PooledCipher cipher = ciphers.claim();
            try {
                if (isReadable(current, sealed)) {
                    return Unreadable.ifNull(cipher.chars(sealed, current.boundTo(), current.ascii()), current);
                }
            } finally {
                cipher.holder = null;
                cipher.ended = cipher.held;
            }
        }
    }

    /**
     * The value's bytes (of a text: UTF-8) in a fresh array, which the caller wipes. Of an item that a refresh has replaced
     * meanwhile it may be the present value.
     *
     * @throws Failure STORE_DESTROYED; SECRET_NOT_FOUND if the value was {@linkplain #clear cleared}, or is served no more
     */
    public byte[] bytes(Item item) {
        for (Item current = item; ; current = successor(current)) {
            String plain = current.plain();
            if (plain != null) {
                return plain.getBytes(StandardCharsets.UTF_8);
            }
            Ciphertext sealed = sealed(current);
            PooledCipher cipher = ciphers.claim();
            try {
                if (isReadable(current, sealed)) {
                    return Unreadable.ifNull(cipher.bytes(sealed, current.boundTo()), current);
                }
            } finally {
                cipher.holder = null;
                cipher.ended = cipher.held;
            }
        }
    }

    private Ciphertext sealed(Item item) {
        Ciphertext sealed = item.sealed();
        if (sealed == null) {
            throw destroyed ? Unreadable.destroyed() : Unreadable.notServed(item);
        }
        return sealed;
    }

    private Ciphertext sealedText(Item item) {
        if (!item.text()) {
            throw Unreadable.noText(item);
        }
        return sealed(item);
    }

    /** False: its key was wiped after a refresh. For who has claimed the cipher that is to read it. */
    private boolean isReadable(Item item, Ciphertext sealed) {
        if (destroyed) {
            throw Unreadable.destroyed();
        }
        if (!sealed.generation().alive()) {
            return false;
        }
        if (item.usage().cleared()) {
            throw Unreadable.cleared(item);
        }
        return true;
    }

    /** What is served under this path at present; a generation ends only when the snapshot after it is served. */
    private Item successor(Item item) {
        Item next = snapshot.at(item.path());
        if (next == null) {
            throw destroyed ? Unreadable.destroyed() : Unreadable.notServed(item);
        }
        if (next == item) {
            throw Unreadable.destroyed(); // nothing came after it
        }
        return next;
    }

    /**
     * Whether a secret's value is this text, which it is not if it was cleared or is served no more; what is compared is wiped.
     *
     * @throws Failure STORE_DESTROYED
     */
    public boolean holds(Item secret, String text) {
        byte[] value;
        try {
            value = bytes(secret);
        } catch (Failure failure) {
            if (failure.code() == Code.SECRET_NOT_FOUND) {
                return false;
            }
            throw failure;
        }
        byte[] other = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Arrays.equals(value, other);
        } finally {
            Arrays.fill(value, (byte) 0);
            Arrays.fill(other, (byte) 0);
        }
    }

    /**
     * Waits for readers that are at work, overwrites the sealing key and makes its memory inaccessible: every value is gone
     * for good, and every later read through the API fails; so does a {@link #next} snapshot that is being sealed. Again it does nothing, or what an error kept the first time from.
     *
     * @throws Failure INTERNAL, after all of that, if something was written past the bounds of protected memory
     */
    public synchronized void destroy() {
        sealed = null;
        try {
            Snapshot rest = snapshot.withoutValues();
            emptied = rest;
            snapshot = rest; // first: who is then told that a value is gone finds its name gone too
        } finally {
            destroyed = true;
            generations.close();
        }
    }

    @Override
    public String toString() {
        return "SealedStore(" + snapshot.items().size() + " names, redacted)";
    }
}
