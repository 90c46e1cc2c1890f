package dev.ske.agent.store;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;

/** Pages between two guard pages, or, where there is no native memory, just a buffer outside the heap. Not thread-safe. */
final class Pages {
    /** The kind of plain memory, below those of {@link NativeMemory}. */
    static final int PLAIN = 0;

    private final int kind;
    private final long address;
    private final ByteBuffer bytes;

    static Pages plain(int bytes) {
        return new Pages(PLAIN, 0, ByteBuffer.allocateDirect(bytes));
    }

    /** {@code address}: of {@link NativeMemory#map}. */
    static Pages mapped(int kind, long address, int bytes) {
        return new Pages(kind, address, NativeMemory.buffer(address, bytes));
    }

    int kind() {
        return kind;
    }

    /** Where they lie; 0 of plain ones. */
    long address() {
        return address;
    }

    /** All of them; not to be touched once they are retired. */
    ByteBuffer bytes() {
        return bytes;
    }

    void writable(boolean writable) {
        if (kind != PLAIN) {
            check(NativeMemory.protect(address, bytes.capacity(), writable));
        }
    }

    void wipe() {
        Zeros.overAll(bytes, 0, bytes.capacity());
    }

    /** Makes them inaccessible, also if they are already; plain ones stay as they are. */
    void retire() {
        if (kind != PLAIN) {
            check(NativeMemory.retire(address, bytes.capacity()));
        }
    }

    private static void check(int error) {
        if (error < 0) {
            throw new Failure(
                    Code.INTERNAL,
                    "the protection of memory cannot be changed: " + Errno.name(-error),
                    "has the process too many mappings (vm.max_map_count)?");
        }
    }

    private Pages(int kind, long address, ByteBuffer bytes) {
        this.kind = kind;
        this.address = address;
        this.bytes = bytes;
    }
}
