package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM (NIST SP 800-38D) with a 96-bit IV and a 128-bit tag, whose whole state lies in memory that the caller gives.
 *
 * <p>It is our own because what the JDK offers cannot be cleaned: its AES/GCM leaves the key stream of short values on the
 * heap on every JDK, and keys and round keys on 8 and 11, where a heap dump shows them; and it would initialise security
 * providers before the program's {@code main}. Security guarantees:
 *
 * <ul>
 *   <li>constant time: no branch and no index depends on a key, a plaintext or a tag;
 *   <li>key schedule, GHASH key, key stream and tag are in the given memory only, the values of a round and of the hash in
 *       registers and local variables only; nothing secret is in a heap array, and nothing secret is allocated;
 *   <li>the tag is checked before any plaintext is made: a message that is not authentic writes nothing;
 *   <li>an operation leaves nothing of its message behind: key stream and tag are zero after it.
 * </ul>
 *
 * What is computed, a {@link GcmEngine} computes: with the processor's instructions where the memory has it so, else in Java.
 * The expanded key is written by {@link #key} alone, so that it may lie in a read-only page from then on and serve several
 * ciphers. The caller never uses an IV twice under one key. All indices are absolute; positions, limits and orders of the
 * buffers stay as they are; a buffer on the heap is not read-only. Not thread-safe.
 */
public final class AesGcm implements AutoCloseable {
    public static final int KEY = 32;
    public static final int IV = 12;
    public static final int TAG = 16;

    /** Bytes of an expanded key: of AES-256 15 round keys, and four powers of GHASH's key; in Java 272 are enough. */
    public static final int EXPANDED = 16 * (15 + 4);

    /** Bytes of working state: four blocks, and a tag. */
    public static final int WORK = 16 * (4 + 1);

    /** Bytes of both. */
    public static final int REGION = EXPANDED + WORK;

    private final ByteBuffer expanded;
    private final ByteBuffer work;
    private final GcmEngine engine;
    private final boolean shared;
    private boolean keyed;

    /** Counts the keys, so that no plaintext is read under another key than its own. */
    private int keys;

    private SecretMemory.@Nullable Region own;

    private AesGcm(ByteBuffer expanded, ByteBuffer work, int workAt, boolean shared, SecretMemory memory) {
        this.expanded = part(expanded, 0, EXPANDED);
        this.work = part(work, workAt, WORK);
        this.shared = shared;
        this.keyed = shared;
        engine = memory.engine(this.expanded, this.work);
    }

    /**
     * A cipher in a region that belongs to this object from now on.
     *
     * @param region direct, with {@link #REGION} bytes from its position on
     * @param memory says what it is computed with
     */
    AesGcm(ByteBuffer region, SecretMemory memory) {
        this(region, region, EXPANDED, false, memory);
        wipe();
    }

    /** A cipher in a region of its own, which {@link #close} gives back. */
    public static AesGcm in(SecretMemory memory) {
        SecretMemory.Region region = memory.allocate(REGION);
        AesGcm cipher = new AesGcm(region.bytes(), memory);
        cipher.own = region;
        return cipher;
    }

    /**
     * A cipher with working state of its own under a key that was expanded before, and is neither changed nor wiped by it.
     *
     * @param expanded what {@link #expand} made, direct, from its position on; it may be read-only
     * @param work direct: {@link #WORK} bytes from its position on, which belong to this object from now on
     * @param memory the same as for {@link #expand}
     */
    public static AesGcm sharing(ByteBuffer expanded, ByteBuffer work, SecretMemory memory) {
        return new AesGcm(expanded, work, 0, true, memory);
    }

    private static ByteBuffer part(ByteBuffer memory, int from, int bytes) {
        if (!memory.isDirect() || memory.remaining() < from + bytes) {
            throw new IllegalArgumentException("the memory must be direct and hold " + (from + bytes) + " bytes");
        }
        ByteBuffer part = memory.duplicate();
        part.position(part.position() + from);
        return part.slice();
    }

    /** Expands the {@link #KEY} bytes at {@code at} for {@link #sharing}, by way of {@link #WORK} bytes that are zero again. */
    public static void expand(ByteBuffer key, int at, ByteBuffer expanded, ByteBuffer work, SecretMemory memory) {
        new AesGcm(expanded, work, 0, false, memory).key(key, at);
    }

    /** Takes the {@link #KEY} bytes at {@code at}; the caller wipes them. */
    public void key(ByteBuffer key, int at) {
        if (shared) {
            throw new IllegalStateException("the key is shared");
        }
        Plaintext.check(at, KEY, key.limit());
        wipe();
        engine.expand(key, at);
        keyed = true;
    }

    /**
     * Encrypts {@code length} bytes of {@code text}. {@code message} holds at {@code to} the IV already, and gets the
     * ciphertext and the tag after it: {@link #IV} + {@code length} + {@link #TAG} bytes in all. The two do not overlap.
     */
    public void seal(ByteBuffer text, int at, int length, byte[] aad, ByteBuffer message, int to) {
        Plaintext.check(at, length, text.limit());
        Plaintext.check(to, IV + length + TAG, message.limit());
        requireKey(keys);
        try {
            engine.encrypt(text, at, length, message, to, 0);
            engine.tag(aad, message, to, length);
        } finally {
            engine.rest(null);
        }
    }

    /**
     * The same, piece by piece.
     *
     * @param window direct memory that the pieces pass through; at least one byte, all of which are used and wiped
     */
    public void seal(Plaintext text, ByteBuffer window, byte[] aad, ByteBuffer message, int to) {
        int length = text.length();
        int most = window.capacity();
        Plaintext.check(to, IV + length + TAG, message.limit());
        requireKey(keys);
        try {
            int done = 0;
            do {
                int piece = Math.min(most, length - done);
                text.read(done, piece, window, 0);
                engine.encrypt(window, 0, piece, message, to, done);
                done += piece;
            } while (done < length);
            engine.tag(aad, message, to, length);
        } finally {
            engine.rest(null);
            Zeros.over(window, 0, Math.min(most, (length + 7) & -8));
        }
    }

    /**
     * Decrypts a message of {@code length} bytes, IV and tag included, to {@code text}. The two do not overlap.
     *
     * @return false, and nothing is written, if the message and {@code aad} are not what was sealed under this key
     */
    public boolean open(ByteBuffer message, int from, int length, byte[] aad, ByteBuffer text, int to) {
        if (length < IV + TAG) {
            return false;
        }
        int size = length - IV - TAG;
        Plaintext.check(from, length, message.limit());
        Plaintext.check(to, size, text.limit());
        requireKey(keys);
        try {
            if (!engine.isAuthentic(message, message, from, size, aad)) {
                return false;
            }
            engine.decrypt(message, message, from, 0, size, text, to);
            return true;
        } finally {
            engine.rest(null);
        }
    }

    /**
     * The plaintext of a message of {@code length} bytes, IV and tag included, to be decrypted piece by piece while neither
     * the message nor the key changes. Key stream stays in the working state until it was read to its end, is closed, or this
     * cipher does something else.
     *
     * @return null if the message and {@code aad} are not what was sealed under this key
     */
    public @Nullable Plaintext open(ByteBuffer message, int from, int length, byte[] aad) {
        if (length < IV + TAG) {
            return null;
        }
        int size = length - IV - TAG;
        Plaintext.check(from, length, message.limit());
        requireKey(keys);
        OpenedMessage opened = new OpenedMessage(this, keys, message, from, size);
        boolean authentic = false;
        try {
            authentic = engine.isAuthentic(opened, message, from, size, aad);
        } finally {
            if (!authentic || size == 0) {
                engine.rest(null);
            }
        }
        return authentic ? opened : null;
    }

    /** Decrypts a piece of what {@link #open} gave, which lies within its bounds. */
    void read(OpenedMessage opened, int from, int length, ByteBuffer text, int to) {
        requireKey(opened.key());
        Plaintext.check(to, length, text.limit());
        engine.decrypt(opened, opened.message(), opened.iv(), from, length, text, to);
        if (from + length == opened.length()) {
            engine.rest(null);
        }
    }

    /** Leaves nothing of this plaintext in the working state. */
    void rest(OpenedMessage opened) {
        engine.rest(opened);
    }

    /**
     * Makes the working state all zero, and the expanded key if it is not shared; until the next {@link #key}, sealing and
     * opening throw IllegalStateException.
     */
    public void wipe() {
        keyed = false;
        keys++;
        engine.rest(null);
        Zeros.over(work, 0, WORK);
        if (!shared) {
            Zeros.over(expanded, 0, EXPANDED);
        }
    }

    /** Wipes a cipher that has its own region, and gives that back; twice does nothing, and whoever uses it fails. */
    @Override
    public void close() {
        SecretMemory.Region region = own;
        if (region != null) {
            own = null;
            wipe();
            region.close();
        }
    }

    /** Looked at before any memory is touched, which may be inaccessible by now. */
    private void requireKey(int which) {
        if (!keyed || which != keys) {
            throw new IllegalStateException("there is no key, or it was wiped");
        }
    }
}
