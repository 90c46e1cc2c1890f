package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.StrongRandom;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of the program, at rest as AES-256-GCM ciphertexts outside the heap under a key made at start, and the
 * settings beside them. A read decrypts into the caller's own array, by way of a window in
 * protected memory if it is decoded.
 *
 * <p><b>Security guarantees</b>: a value that nobody reads is nowhere on the heap, garbage included; a value that was read
 * is where the reader put it and nowhere else. The sealing key never is on the heap. Thread-safe.
 */
public final class SealedStore {
    private final CipherPool ciphers;
    private final Canary canary;
    private final String memory;
    private @Nullable Snapshot sealed;
    private volatile Snapshot snapshot;
    private volatile boolean destroyed;

    /** What {@link #snapshot} is once the store is destroyed. */
    private volatile @Nullable Snapshot emptied;

    SealedStore(CipherPool ciphers, Canary canary, Snapshot sealed, String memory) {
        this.memory = memory;
        this.ciphers = ciphers;
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
            throw gone();
        }
        snapshot = next;
        sealed = null;
    }

    /**
     * Begins the next snapshot, under a sealing key of its own; one at a time. It is {@link #replace}d or
     * {@linkplain Sealing#abandon abandoned}.
     *
     * @throws Failure STORE_DESTROYED
     */
    public Sealing next(StrongRandom random) {
        throw new UnsupportedOperationException();
    }

    /**
     * Serves what was sealed, in one step: a reader sees all of the old snapshot or all of the new one. The old sealing key is
     * wiped once its last reader is gone.
     *
     * @throws Failure STORE_DESTROYED
     */
    public Swap replace(Sealing next) {
        throw new UnsupportedOperationException();
    }

    /** For reads of several values, which are all of its snapshot as long as it is open; the caller closes it soon. */
    public Reading reading() {
        return new Reading(snapshot);
    }

    /** Wipes one value, in every snapshot that still has it; what is reading it at present comes to its end first. */
    public void clear(Item secret) {
        secret.usage().clear();
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
            throw gone();
        }
        return current;
    }

    /** The value as text that the caller answers for: a String stays on the heap until it is collected. */
    public String exposeAsString(Item item) {
        String plain = item.plain();
        if (plain != null) {
            return plain;
        }
        requireText(item);
        byte[] bytes = bytes(item);
        try {
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * The value as UTF-16 text in a fresh array, which the caller wipes.
     *
     * @throws Failure VALUE_MALFORMED if the value is no UTF-8 text, STORE_DESTROYED
     */
    public char[] chars(Item item) {
        String plain = item.plain();
        if (plain != null) {
            return plain.toCharArray();
        }
        requireText(item);
        char[] chars;
        PooledCipher cipher = ciphers.cipher();
        synchronized (cipher) {
            if (destroyed) {
                throw gone();
            }
            chars = cipher.chars(item);
        }
        if (chars == null) {
            throw changed(item);
        }
        return chars;
    }

    /**
     * The value's bytes (of a text: UTF-8) in a fresh array, which the caller wipes.
     *
     * @throws Failure STORE_DESTROYED
     */
    public byte[] bytes(Item item) {
        String plain = item.plain();
        if (plain != null) {
            return plain.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[item.length() - AesGcm.IV - AesGcm.TAG];
        PooledCipher cipher = ciphers.cipher();
        boolean intact;
        synchronized (cipher) {
            if (destroyed) {
                throw gone();
            }
            intact = cipher.bytes(item, bytes);
        }
        if (!intact) {
            throw changed(item);
        }
        return bytes;
    }

    /**
     * Whether a secret's value is this text; what is compared is wiped.
     *
     * @throws Failure STORE_DESTROYED
     */
    public boolean holds(Item secret, String text) {
        byte[] value = bytes(secret);
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
     * for good, and every later read through the API fails. Again it does nothing, or what an error kept the first time from.
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
            ciphers.close();
        }
    }

    private static void requireText(Item item) {
        if (!item.text()) {
            throw new Failure(Code.VALUE_MALFORMED, item.path() + " is not text", "read it with Secrets.useBytes");
        }
    }

    private static Failure changed(Item item) {
        return new Failure(Code.INTERNAL, item.path() + " was changed in memory");
    }

    private static Failure gone() {
        return new Failure(Code.STORE_DESTROYED, "the store was destroyed: no secret can be read any more");
    }

    @Override
    public String toString() {
        return "SealedStore(" + snapshot.items().size() + " names, redacted)";
    }
}
