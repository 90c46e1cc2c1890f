package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/** Memory outside the heap for a plaintext on its way: one buffer, used again and again, wiped when it grows or closes. */
public final class Scratch implements AutoCloseable {
    private static final int LEAST = 1024;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(LEAST);

    /** A buffer of at least so many bytes. What an earlier call returned is wiped if it was smaller. */
    public ByteBuffer buffer(int bytes) {
        if (buffer.capacity() < bytes) {
            wipe();
            buffer = ByteBuffer.allocateDirect(Math.max((bytes + 7) & -8, 2 * Math.min(buffer.capacity(), 1 << 29)));
        }
        return buffer;
    }

    public void wipe() {
        for (int i = 0; i < buffer.capacity(); i += 8) {
            buffer.putLong(i, 0);
        }
    }

    @Override
    public void close() {
        wipe();
    }
}
