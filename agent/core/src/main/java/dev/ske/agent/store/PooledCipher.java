package dev.ske.agent.store;

import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A cipher under the sealing keys, and the window that plaintexts pass through. Whoever uses it has claimed it, or holds the
 * monitor of one that is a refresh's, and has looked since then whether the generation is alive.
 *
 * <p>A claim is taken by an atomic operation and ended by two assignments, {@code holder = null} and {@code ended = held}: they
 * take no call, for which there may be no room when a stack overflows. What a thread has that somebody stopped ({@code
 * Thread.stop}, a debugger) is {@linkplain #inherit taken over} once it is dead.
 */
final class PooledCipher {
    private static final int WINDOW = 512;
    private static final byte[] NOTHING = {};

    /** Bytes of the longest text whose array is kept for the next one. */
    private static final int KEPT = 4096;

    /** Bytes of protected memory that one takes. */
    static final int REGION = AesGcm.WORK + WINDOW;

    /** One for each slot, with the same working state: an operation begins when the one before has come to its end. */
    private final AesGcm[] gcm;

    private final ByteBuffer region;
    private final ByteBuffer window;
    private boolean wiped;

    /** How often it was claimed. */
    private final AtomicInteger claims = new AtomicInteger();

    /** Who has it, as {@link #held} says; null: it is free, or who has it is about to say so. */
    @Nullable
    Thread holder;

    /** The claim of who has it; written after {@link #holder}. */
    volatile int held;

    /** The last claim that has come to its end: if it is the last of all, the cipher is free. */
    volatile int ended;

    /** Whether somebody waits for this one, so that readers take others. */
    volatile boolean wanted;

    /** Where a text lies on the heap until it is a String; zeros else. */
    private byte[] plain = NOTHING;

    /** {@code first}, {@code second}: the slots' expanded keys; {@code region}: {@link #REGION} bytes of {@code memory}. */
    PooledCipher(ByteBuffer first, ByteBuffer second, ByteBuffer region, SecretMemory memory) {
        this.region = region;
        gcm = new AesGcm[] {AesGcm.sharing(first, region, memory), AesGcm.sharing(second, region, memory)};
        ByteBuffer rest = region.duplicate();
        rest.position(AesGcm.WORK).limit(REGION);
        window = rest.slice();
    }

    /** Seals into {@code place}, which holds the IV. */
    void seal(Plaintext value, byte[] boundTo, Ciphertext place) {
        gcm[place.generation().slot()].seal(value, window, boundTo, place.bytes(), place.at());
    }

    /** Whether it was free, and is claimed now; who has it ends that by {@code ended = held}. */
    boolean claim() {
        return !wanted && claimAnyway();
    }

    /** The same for whom it is wanted. */
    boolean claimAnyway() {
        int last = ended;
        if (claims.get() != last || !claims.compareAndSet(last, last + 1)) {
            return false;
        }
        hold(last + 1);
        return true;
    }

    private void hold(int claim) {
        holder = Thread.currentThread();
        held = claim;
    }

    /** Claims it, if it is a dead thread's, and leaves nothing of what that one did. */
    boolean inherit() {
        int last = claims.get();
        if (held != last || ended == last) {
            return false;
        }
        Thread dead = holder; // of this claim or a later one, of which the next line knows
        if (dead == null || dead.isAlive() || !claims.compareAndSet(last, last + 1)) {
            return false;
        }
        hold(last + 1);
        rest();
        return true;
    }

    /** The bytes in a fresh array; null if they were changed in memory. */
    byte @Nullable [] bytes(Ciphertext sealed, byte[] boundTo) {
        byte[] bytes = new byte[sealed.size()];
        return decrypt(sealed, boundTo, bytes) ? bytes : null;
    }

    /**
     * The text; null if it was changed in memory.
     *
     * @param ascii whether it has no other characters
     */
    @SuppressWarnings("deprecation") // only this constructor allocates no more than the String, on 8 too
    @Nullable
    String text(Ciphertext sealed, byte[] boundTo, boolean ascii) {
        int length = sealed.size();
        byte[] bytes = array(length);
        try {
            if (!decrypt(sealed, boundTo, bytes)) {
                return null;
            }
            return ascii ? new String(bytes, 0, 0, length) : new String(bytes, 0, length, StandardCharsets.UTF_8);
        } finally {
            for (int i = 0; i < length; i++) { // no call, as above
                bytes[i] = 0;
            }
        }
    }

    /** The characters of a text in a fresh array; null if it was changed in memory. */
    char @Nullable [] chars(Ciphertext sealed, byte[] boundTo, boolean ascii) {
        int length = sealed.size();
        if (!ascii || length > WINDOW) {
            try (Plaintext text = open(sealed, boundTo)) {
                return text == null ? null : Utf16.of(text, window);
            }
        }
        if (!decrypt(sealed, boundTo)) {
            return null;
        }
        try {
            char[] chars = new char[length];
            for (int i = 0; i < length; i++) {
                chars[i] = (char) window.get(i);
            }
            return chars;
        } finally {
            Zeros.over(window, 0, length);
        }
    }

    private byte[] array(int length) {
        if (length > KEPT) {
            return new byte[length];
        }
        if (length > plain.length) {
            plain = new byte[Math.max(2 * WINDOW, length)];
        }
        return plain;
    }

    private boolean decrypt(Ciphertext sealed, byte[] boundTo, byte[] into) {
        int length = sealed.size();
        if (length > WINDOW) {
            try (Plaintext value = open(sealed, boundTo)) {
                return value != null && decrypt(value, into);
            }
        }
        if (!decrypt(sealed, boundTo)) {
            return false;
        }
        try {
            copy(into, 0, length);
        } finally {
            Zeros.over(window, 0, length);
        }
        return true;
    }

    private boolean decrypt(Plaintext value, byte[] into) {
        int length = value.length();
        try {
            for (int done = 0; done < length; done += WINDOW) {
                int piece = Math.min(WINDOW, length - done);
                value.read(done, piece, window, 0);
                copy(into, done, piece);
            }
        } finally {
            Zeros.over(window, 0, WINDOW);
        }
        return true;
    }

    /** Into the window, which has room for it. */
    private boolean decrypt(Ciphertext sealed, byte[] boundTo) {
        return gcm[sealed.generation().slot()].open(sealed.bytes(), sealed.at(), sealed.length(), boundTo, window, 0);
    }

    private void copy(byte[] into, int at, int length) {
        window.position(0);
        window.get(into, at, length);
    }

    /** The value, to be read before this cipher does anything else; null if it was changed in memory. */
    @Nullable
    Plaintext open(Ciphertext sealed, byte[] boundTo) {
        return gcm[sealed.generation().slot()].open(sealed.bytes(), sealed.at(), sealed.length(), boundTo);
    }

    /** Whether both are the same, of which {@code mine} is of this cipher and {@code others} of another one. */
    boolean same(Plaintext mine, Plaintext others, PooledCipher other) {
        int length = mine.length();
        if (length != others.length()) {
            return false;
        }
        int difference = 0;
        try {
            for (int done = 0; done < length; done += WINDOW) {
                int piece = Math.min(WINDOW, length - done);
                mine.read(done, piece, window, 0);
                others.read(done, piece, other.window, 0);
                for (int i = 0; i < piece; i++) {
                    difference |= window.get(i) ^ other.window.get(i);
                }
            }
        } finally {
            Zeros.over(window, 0, WINDOW);
            Zeros.over(other.window, 0, WINDOW);
        }
        return difference == 0;
    }

    /** Leaves nothing of what an error, such as a stack overflow, broke off. */
    void rest() {
        if (!wiped) {
            Zeros.over(region, 0, REGION);
        }
    }

    /** Nothing is sealed or opened any more, nor the memory touched: by wiping it again neither. */
    void wipe() {
        if (!wiped) {
            gcm[0].wipe();
            gcm[1].wipe();
            Zeros.over(window, 0, WINDOW);
            wiped = true;
        }
    }
}
