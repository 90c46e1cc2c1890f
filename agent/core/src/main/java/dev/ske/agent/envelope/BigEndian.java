package dev.ske.agent.envelope;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as they stand in blocks of AES and GCM, whatever the order that a buffer has. */
final class BigEndian {
    static int getInt(ByteBuffer bytes, int at) {
        int value = bytes.getInt(at);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    static long getLong(ByteBuffer bytes, int at) {
        long value = bytes.getLong(at);
        return bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    static void putLong(ByteBuffer bytes, int at, long value) {
        bytes.putLong(at, bytes.order() == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value));
    }

    private BigEndian() {}
}
