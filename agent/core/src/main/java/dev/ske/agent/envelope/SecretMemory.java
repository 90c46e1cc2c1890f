package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/**
 * Where keys, their schedules and plaintexts on their way lie: outside the heap, and as well protected as the machine
 * allows ({@code store.ProtectedMemory}); in the short-lived JVMs of the helper and the command line just outside the heap
 * ({@link OffHeap}). Not thread-safe.
 */
public interface SecretMemory {
    /** {@code bytes} bytes of zeros, more than 0. */
    Region allocate(int bytes);

    /**
     * What AES-256-GCM is computed with here, for as long as the process lives: in Java, but where the memory knows better.
     *
     * @param expanded direct: {@link AesGcm#EXPANDED} bytes from 0 on, for the key
     * @param work direct: {@link AesGcm#WORK} bytes from 0 on, for working state
     */
    default GcmEngine engine(ByteBuffer expanded, ByteBuffer work) {
        return new BitslicedGcm(expanded, work);
    }

    /** A piece of memory that somebody owns, from its allocation until it is closed. */
    interface Region extends AutoCloseable {
        /**
         * The bytes: direct, big-endian, from 0 to the number asked for. Whoever keeps it does not touch it once the region
         * is closed.
         */
        ByteBuffer bytes();

        /** Overwrites the bytes with zeros and gives them back. Closing twice does nothing. */
        @Override
        void close();
    }
}
