package dev.ske.agent.store;

import dev.ske.agent.config.ReadRule;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.StrongRandom;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Builds a store: values go in one by one from memory outside the heap, and {@link #seal} closes it. */
public final class Sealing {
    private static final int CHUNK = 64 * 1024;
    private static final int CANARY = 16;

    private final StrongRandom random;
    private final ProtectedMemory memory;
    private final CipherPool ciphers;
    private Snapshot.Builder snapshot = new Snapshot.Builder();
    private ByteBuffer chunk = ByteBuffer.allocateDirect(0);
    private int used;

    /** {@code random}: where the sealing key and the initialisation vectors come from; {@code memory}: for both. */
    public Sealing(StrongRandom random, ProtectedMemory memory) {
        this.random = random;
        this.memory = memory;
        ciphers = new CipherPool(random, memory);
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
        int sealed = AesGcm.IV + value.length() + AesGcm.TAG;
        if (chunk.capacity() - used < sealed) {
            chunk = ByteBuffer.allocateDirect(Math.max(CHUNK, sealed));
            used = 0;
        }
        byte[] boundTo = canonical.getBytes(StandardCharsets.UTF_8);
        random.iv(chunk, used);
        Utf8 text = new Utf8(value);
        PooledCipher cipher = ciphers.cipher();
        synchronized (cipher) {
            cipher.seal(text, boundTo, chunk, used);
        }
        Item item = Item.secret(
                path,
                canonical,
                chunk,
                used,
                sealed,
                boundTo,
                text.valid(),
                rule,
                previous == null ? new Usage(System.currentTimeMillis()) : previous.usage(),
                origin);
        used += sealed;
        snapshot.serve(item);
        return item;
    }

    /**
     * Seals the value of an item of the snapshot that is served now, without anybody opening it again; its usage goes on.
     *
     * @param previous a secret of the same canonical name, whose source still says the same
     */
    public Item unchanged(String path, String canonical, ReadRule rule, Item previous) {
        throw new UnsupportedOperationException();
    }

    public Item setting(String path, String canonical, String value) {
        Item item = Item.setting(path, canonical, value);
        snapshot.serve(item);
        return item;
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
        Snapshot served = snapshot.build();
        snapshot = new Snapshot.Builder();
        return new SealedStore(ciphers, canary(), served, memory.kind());
    }

    /**
     * Wipes the sealing key of a store that is not to be; once.
     *
     * @throws dev.ske.agent.Failure INTERNAL, after that, if something was written past the bounds of protected memory
     */
    public void abandon() {
        ciphers.close();
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
        return new Canary(name, text, snapshot.build());
    }
}
