package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/** Overwrites what was secret. */
public final class Zeros {
    private static final byte[] ZEROS = new byte[4096];

    /** Puts zeros into {@code length} bytes from {@code at} on, whatever the buffer's position is. */
    public static void over(ByteBuffer bytes, int at, int length) {
        int i = 0;
        for (; i <= length - 8; i += 8) {
            bytes.putLong(at + i, 0);
        }
        for (; i < length; i++) {
            bytes.put(at + i, (byte) 0);
        }
    }

    /** The same by one call for each 4,096 bytes: it makes an object, and takes a start less time from some 100 bytes on. */
    public static void overAll(ByteBuffer bytes, int at, int length) {
        ByteBuffer place;
        try {
            place = bytes.duplicate();
        } catch (OutOfMemoryError full) {
            over(bytes, at, length); // of all times then: a start that fails for lack of memory wipes its keys
            return;
        }
        place.limit(at + length).position(at);
        while (place.hasRemaining()) {
            place.put(ZEROS, 0, Math.min(ZEROS.length, place.remaining()));
        }
    }

    private Zeros() {}
}
