package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/** A plaintext that lies in memory already, which its owner wipes. */
public final class PlainBytes implements Plaintext {
    private final ByteBuffer bytes;
    private final int start;
    private final int length;

    /** {@code length} bytes of {@code bytes} from {@code start} on; not copied. */
    public PlainBytes(ByteBuffer bytes, int start, int length) {
        Plaintext.check(start, length, bytes.capacity());
        this.bytes = bytes;
        this.start = start;
        this.length = length;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void read(int from, int count, ByteBuffer into, int at) {
        Plaintext.check(from, count, length);
        for (int i = 0; i < count; i++) {
            into.put(at + i, bytes.get(start + from + i));
        }
    }
}
