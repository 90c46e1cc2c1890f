package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/** Memory outside the heap, and so in no heap dump; not locked, and in a core dump as everything else. */
public final class OffHeap implements SecretMemory {
    @Override
    public Region allocate(int bytes) {
        return new Plain(ByteBuffer.allocateDirect(bytes));
    }

    private static final class Plain implements Region {
        private final ByteBuffer bytes;

        Plain(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public ByteBuffer bytes() {
            return bytes;
        }

        @Override
        public void close() {
            Zeros.over(bytes, 0, bytes.capacity());
        }
    }
}
