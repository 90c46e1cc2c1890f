package dev.ske.agent.store;

import dev.ske.agent.envelope.GcmEngine;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * By the processor's instructions for AES and carry-less multiplication, in {@code aesgcm.c}, which {@link
 * NativeMemory#bindGcm} binds. Nothing of a message is left when a call returns.
 *
 * <p>Of each buffer goes an array with an index, or null with an address. The methods are no static ones so that this object,
 * and with it the buffers whose addresses it has, outlives each call. A long message takes a call long; no safepoint waits
 * for that.
 */
final class NativeGcm implements GcmEngine {
    private final long expanded;
    private final long work;

    // Where the last buffers lie: to ask costs as much as to open a short value, and windows stay the same.
    private @Nullable ByteBuffer message;
    private long messageAddress;
    private @Nullable ByteBuffer text;
    private long textAddress;

    /** As {@link dev.ske.agent.envelope.SecretMemory#engine}. */
    NativeGcm(ByteBuffer expanded, ByteBuffer work) {
        this.expanded = address(expanded);
        this.work = address(work);
    }

    @Override
    public void expand(ByteBuffer key, int at) {
        expand(expanded, work, array(key), ofText(key, at));
    }

    @Override
    public void encrypt(ByteBuffer from, int at, int length, ByteBuffer message, int iv, int offset) {
        crypt(message, iv, offset, length, from, at, true);
    }

    @Override
    public void tag(byte[] aad, ByteBuffer message, int iv, int size) {
        tag(expanded, work, aad, aad.length, array(message), ofMessage(message, iv), size);
    }

    @Override
    public boolean isAuthentic(Object reader, ByteBuffer message, int iv, int size, byte[] aad) {
        return isAuthentic(expanded, work, aad, aad.length, array(message), ofMessage(message, iv), size);
    }

    @Override
    public void decrypt(Object reader, ByteBuffer message, int iv, int offset, int length, ByteBuffer into, int to) {
        crypt(message, iv, offset, length, into, to, false);
    }

    private void crypt(ByteBuffer message, int iv, int offset, int length, ByteBuffer text, int at, boolean encrypts) {
        crypt(
                expanded,
                work,
                array(message),
                ofMessage(message, iv),
                offset,
                length,
                array(text),
                ofText(text, at),
                encrypts);
    }

    @Override
    public void rest(@Nullable Object reader) {}

    @SuppressWarnings("ByteBufferBackingArray") // its offset is in the index that goes with it
    private static byte @Nullable [] array(ByteBuffer buffer) {
        return buffer.isDirect() ? null : buffer.array();
    }

    @SuppressWarnings("ReferenceEquality") // the same memory, not the same content
    private long ofMessage(ByteBuffer buffer, int at) {
        if (!buffer.isDirect()) {
            return (long) buffer.arrayOffset() + at;
        }
        if (buffer != message) {
            message = null; // should somebody stop this thread here
            messageAddress = address(buffer);
            message = buffer;
        }
        return messageAddress + at;
    }

    @SuppressWarnings("ReferenceEquality") // the same memory, not the same content
    private long ofText(ByteBuffer buffer, int at) {
        if (!buffer.isDirect()) {
            return (long) buffer.arrayOffset() + at;
        }
        if (buffer != text) {
            text = null;
            textAddress = address(buffer);
            text = buffer;
        }
        return textAddress + at;
    }

    private native long address(ByteBuffer direct);

    private native void expand(long expanded, long work, byte @Nullable [] keyArray, long key);

    private native void crypt(
            long expanded,
            long work,
            byte @Nullable [] messageArray,
            long message,
            int offset,
            int length,
            byte @Nullable [] textArray,
            long text,
            boolean encrypts);

    private native void tag(
            long expanded,
            long work,
            byte[] aad,
            int aadLength,
            byte @Nullable [] messageArray,
            long message,
            int size);

    private native boolean isAuthentic(
            long expanded,
            long work,
            byte[] aad,
            int aadLength,
            byte @Nullable [] messageArray,
            long message,
            int size);
}
