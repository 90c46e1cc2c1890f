package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
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
 *   <li>key schedule, GHASH key and accumulator and key stream are in the given memory only, round values in local variables
 *       only; nothing secret is in a heap array, and nothing secret is allocated;
 *   <li>the tag is checked before any plaintext is made: a message that is not authentic writes nothing;
 *   <li>an operation leaves nothing of its message behind: key stream, accumulator and mask are zero after it.
 * </ul>
 *
 * The expanded key is written by {@link #key} alone, so that it may lie in a read-only page from then on and serve several
 * ciphers. The caller never uses an IV twice under one key. All indices are absolute; positions, limits and orders of the
 * buffers stay as they are. Not thread-safe.
 */
public final class AesGcm implements AutoCloseable {
    public static final int KEY = 32;
    public static final int IV = 12;
    public static final int TAG = 16;

    // The expanded key, in longs: round keys, then GHASH's key.
    private static final int HASH_KEY = BitslicedAes.KEYS;
    private static final int KEY_LONGS = HASH_KEY + Ghash.KEYS;

    // The working state, in longs: key stream from 0 on, accumulator, the tag's mask.
    private static final int ACCUMULATOR = BitslicedAes.OUTPUT;
    private static final int MASK = ACCUMULATOR + 2;
    private static final int WORK_LONGS = MASK + 2;

    /** Bytes of an expanded key, of working state, and of both. */
    public static final int EXPANDED = 8 * KEY_LONGS;

    public static final int WORK = 8 * WORK_LONGS;
    public static final int REGION = EXPANDED + WORK;

    private final LongBuffer expanded;
    private final LongBuffer work;
    private final BitslicedAes aes;
    private final KeyStream stream;
    private final Ghash ghash;
    private final boolean shared;
    private boolean keyed;

    /** Counts the keys, so that no plaintext is read under another key than its own. */
    private int keys;

    private SecretMemory.@Nullable Region own;

    private AesGcm(ByteBuffer expanded, ByteBuffer work, int workAt, boolean shared) {
        this.expanded = longs(expanded, 0, EXPANDED);
        this.work = longs(work, workAt, WORK);
        this.shared = shared;
        this.keyed = shared;
        aes = new BitslicedAes(this.expanded, this.work);
        stream = new KeyStream(aes, this.work);
        ghash = new Ghash(this.expanded, HASH_KEY, this.work, ACCUMULATOR);
    }

    /** {@code region}: direct, with {@link #REGION} bytes from its position on, which belong to this object from now on. */
    public AesGcm(ByteBuffer region) {
        this(region, region, EXPANDED, false);
        wipe();
    }

    /** A cipher in a region of its own, which {@link #close} gives back. */
    public static AesGcm in(SecretMemory memory) {
        SecretMemory.Region region = memory.allocate(REGION);
        AesGcm cipher = new AesGcm(region.bytes());
        cipher.own = region;
        return cipher;
    }

    /**
     * A cipher with working state of its own under a key that was expanded before, and is neither changed nor wiped by it.
     *
     * @param expanded what {@link #expand} made, direct, from its position on; it may be read-only
     * @param work direct: {@link #WORK} bytes from its position on, which belong to this object from now on
     */
    public static AesGcm sharing(ByteBuffer expanded, ByteBuffer work) {
        return new AesGcm(expanded, work, 0, true);
    }

    private static LongBuffer longs(ByteBuffer memory, int from, int bytes) {
        if (!memory.isDirect() || memory.remaining() < from + bytes) {
            throw new IllegalArgumentException("the memory must be direct and hold " + (from + bytes) + " bytes");
        }
        ByteBuffer part = memory.duplicate();
        part.position(part.position() + from);
        return part.slice().order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    /** Expands the {@link #KEY} bytes at {@code at} for {@link #sharing}, by way of {@link #WORK} bytes that are zero again. */
    public static void expand(ByteBuffer key, int at, ByteBuffer expanded, ByteBuffer work) {
        new AesGcm(expanded, work, 0, false).key(key, at);
    }

    /** Takes the {@link #KEY} bytes at {@code at}; the caller wipes them. */
    public void key(ByteBuffer key, int at) {
        if (shared) {
            throw new IllegalStateException("the key is shared");
        }
        wipe();
        aes.expand(key, at);
        aes.encrypt(0, 0, 0, 0);
        ghash.key(work.get(0), work.get(1));
        rest();
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
            begin(message, to);
            stream.crypt(0, length, text, at, message, to + IV);
            tag(aad, message, to, length);
        } finally {
            rest();
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
                if (done == 0) {
                    begin(message, to);
                }
                stream.use(message, message, to);
                stream.crypt(done, piece, window, 0, message, to + IV + done);
                done += piece;
            } while (done < length);
            if (length > most) {
                begin(message, to); // the plaintext may be of this very cipher, and its pieces have cleared the mask
            }
            tag(aad, message, to, length);
        } finally {
            rest();
            Zeros.over(window, 0, Math.min(most, length));
        }
    }

    private void tag(byte[] aad, ByteBuffer message, int to, int length) {
        hash(aad, message, to + IV, length);
        BigEndian.putLong(message, to + IV + length, work.get(ACCUMULATOR));
        BigEndian.putLong(message, to + IV + length + 8, work.get(ACCUMULATOR + 1));
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
        Plaintext.check(to, length - IV - TAG, text.limit());
        Plaintext opened = open(message, from, length, aad);
        if (opened == null) {
            return false;
        }
        opened.read(0, opened.length(), text, to);
        return true;
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
        OpenedMessage opened =
                new OpenedMessage(this, keys, message, from, size); // nothing is to fail between the next two
        if (!isAuthentic(message, from, size, aad)) {
            rest();
            return null;
        }
        stream.handOver(opened);
        clear(size == 0 ? 0 : ACCUMULATOR);
        return opened;
    }

    /** Decrypts a piece of what {@link #open} gave, which lies within its bounds. */
    void read(OpenedMessage opened, int from, int length, ByteBuffer text, int to) {
        requireKey(opened.key());
        Plaintext.check(to, length, text.limit());
        stream.use(opened, opened.message(), opened.iv());
        stream.crypt(from, length, opened.message(), opened.iv() + IV + from, text, to);
        if (from + length == opened.length()) {
            rest();
        }
    }

    /** Leaves nothing of this plaintext in the working state. */
    void rest(OpenedMessage opened) {
        if (stream.isOf(opened)) {
            rest();
        }
    }

    private void rest() {
        stream.forget();
        clear(0);
    }

    private void clear(int from) {
        for (int i = from; i < WORK_LONGS; i++) {
            work.put(i, 0);
        }
    }

    /**
     * Makes the working state all zero, and the expanded key if it is not shared; until the next {@link #key}, sealing and
     * opening throw IllegalStateException.
     */
    public void wipe() {
        keyed = false;
        keys++;
        rest();
        for (int i = 0; !shared && i < KEY_LONGS; i++) {
            expanded.put(i, 0);
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

    /** One batch: the block that masks the tag, and key stream for the first 48 bytes. */
    private void begin(ByteBuffer message, int iv) {
        stream.begin(message, message, iv);
        work.put(MASK, work.get(0));
        work.put(MASK + 1, work.get(1));
    }

    private boolean isAuthentic(ByteBuffer message, int from, int size, byte[] aad) {
        begin(message, from);
        hash(aad, message, from + IV, size);
        long difference = work.get(ACCUMULATOR) ^ BigEndian.getLong(message, from + IV + size);
        difference |= work.get(ACCUMULATOR + 1) ^ BigEndian.getLong(message, from + IV + size + 8);
        return difference == 0;
    }

    /** GHASH of the additional data, the ciphertext and both lengths, masked: the tag, in the accumulator. */
    private void hash(byte[] aad, ByteBuffer message, int at, int length) {
        ghash.hash(aad, message, at, length);
        work.put(ACCUMULATOR, work.get(ACCUMULATOR) ^ work.get(MASK));
        work.put(ACCUMULATOR + 1, work.get(ACCUMULATOR + 1) ^ work.get(MASK + 1));
    }
}
