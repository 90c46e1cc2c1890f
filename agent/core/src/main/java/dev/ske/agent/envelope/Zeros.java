package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/** Overwrites what was secret. */
public final class Zeros {
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

    private Zeros() {}
}
