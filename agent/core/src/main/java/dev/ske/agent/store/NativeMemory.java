package dev.ske.agent.store;

import java.nio.ByteBuffer;

/** What {@code ske.c} binds once {@link NativeLibrary} has loaded it. Errors are the system's numbers, negated. */
final class NativeMemory {
    /** Kinds of {@link #map}: neither in core dumps nor in child processes. */
    static final int UNLOCKED = 1;

    /** In memory only, never in swap (mlock). */
    static final int LOCKED = 2;

    /** In no view of memory but this process's own, root's and the kernel's included (memfd_secret). */
    static final int SECRET = 3;

    /** Bytes: whatever else takes or gives a number of bytes takes a multiple of it. */
    static native int pageSize();

    /**
     * The address of pages of zeros between two guard pages, or an error.
     *
     * @param retired where as many bytes were that were {@link #retire}d, to be used again; 0: anywhere
     */
    static native long map(int kind, long bytes, long retired);

    /** Makes pages readable, and writable or not. */
    static native int protect(long address, long bytes, boolean writable);

    /** Makes pages inaccessible until their addresses are used again, and gives what they held back to the system. */
    static native int retire(long address, long bytes);

    static native ByteBuffer buffer(long address, long bytes);

    /** RLIMIT_MEMLOCK in bytes, or an error. */
    static native long memlockLimit();

    /** PR_SET_DUMPABLE 0. */
    static native int undumpable();

    /** Binds {@link NativeGcm}, if the processor has instructions for it; else that class is not to be used. */
    static native boolean bindGcm();

    private NativeMemory() {}
}
