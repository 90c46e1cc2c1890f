package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers as they stand in blocks of AES and GCM, whatever the order that a buffer has. Of a buffer on the heap the array is
 * read: a compiler that has seen buffers of one kind only would begin anew with the first of another kind, which at a start is
 * each of the ciphers' methods, and without a compiler it takes a fifth of the time.
 */
final class BigEndian {
    static int getInt(ByteBuffer bytes, int at) {
        if (bytes.hasArray()) {
            return getInt(bytes.array(), bytes.arrayOffset() + at);
        }
        int value = bytes.getInt(at);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    static long getLong(ByteBuffer bytes, int at) {
        if (bytes.hasArray()) {
            return getLong(bytes.array(), bytes.arrayOffset() + at);
        }
        long value = bytes.getLong(at);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    static int getInt(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) getInt(bytes, at) << 32 | (getInt(bytes, at + 4) & 0xFFFFFFFFL);
    }

    static void putLong(ByteBuffer bytes, int at, long value) {
        if (bytes.hasArray()) {
            putLong(bytes.array(), bytes.arrayOffset() + at, value);
        } else {
            bytes.putLong(at, bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value));
        }
    }

    static void putInt(ByteBuffer bytes, int at, int value) {
        if (bytes.hasArray()) {
            putInt(bytes.array(), bytes.arrayOffset() + at, value);
        } else {
            bytes.putInt(at, bytes.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
        }
    }

    private static void putLong(byte[] bytes, int at, long value) {
        putInt(bytes, at, (int) (value >>> 32));
        putInt(bytes, at + 4, (int) value);
    }

    private static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    /** The first {@code count} bytes that stand at {@code at}, 0 to 7 of them, and zeros in the place of the others. */
    static long getFirst(ByteBuffer bytes, int at, int count) {
        int i = count & 4;
        long word = i == 0 ? 0 : (long) getInt(bytes, at) << 32;
        for (; i < count; i++) {
            word |= (get(bytes, at + i) & 0xFFL) << (56 - 8 * i);
        }
        return word;
    }

    /** Puts the first {@code count} bytes of a word, 0 to 7 of them. */
    static void putFirst(ByteBuffer bytes, int at, int count, long word) {
        int i = count & 4;
        if (i != 0) {
            putInt(bytes, at, (int) (word >>> 32));
        }
        for (; i < count; i++) {
            put(bytes, at + i, (byte) (word >>> (56 - 8 * i)));
        }
    }

    private static byte get(ByteBuffer bytes, int at) {
        return bytes.hasArray() ? bytes.array()[bytes.arrayOffset() + at] : bytes.get(at);
    }

    private static void put(ByteBuffer bytes, int at, byte value) {
        if (bytes.hasArray()) {
            bytes.array()[bytes.arrayOffset() + at] = value;
        } else {
            bytes.put(at, value);
        }
    }

    private BigEndian() {}
}
