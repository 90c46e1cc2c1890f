package dev.ske.agent.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the ciphertexts of one slot's generations lie, one after the other. The memory of a generation that ended is used again by
 * the next one: what is given back to the JDK is free only after a garbage collection, which the JDK would have to force
 * where the program's limit of direct memory is reached. Not thread-safe.
 */
final class Chunks {
    /** Bytes of one, which has more only for a single value that is longer. */
    private static final int CHUNK = 64 * 1024;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final List<ByteBuffer> chunks = new ArrayList<>(1);

    /** How many of them are in use; the last of those is the current one. */
    private int taken;

    private ByteBuffer current = NOTHING;
    private int used;

    /** Begins anew; what the last generation found no use for is let go. */
    void rewind() {
        while (chunks.size() > taken) {
            chunks.remove(chunks.size() - 1);
        }
        taken = 0;
        current = NOTHING;
        used = 0;
    }

    /** Room for so many bytes, whatever stands there. */
    Ciphertext take(Generation generation, int length) {
        if (current.capacity() - used < length) {
            current = chunk(length);
            used = 0;
        }
        Ciphertext place = new Ciphertext(generation, current, used, length);
        used += length;
        return place;
    }

    private ByteBuffer chunk(int length) {
        for (int i = taken; i < chunks.size(); i++) {
            if (chunks.get(i).capacity() >= length) {
                Collections.swap(chunks, i, taken);
                return chunks.get(taken++);
            }
        }
        int whole = Math.addExact(length, CHUNK - 1) & -CHUNK; // a value that grows a little fits again
        chunks.add(taken, ByteBuffer.allocateDirect(whole));
        return chunks.get(taken++);
    }
}
