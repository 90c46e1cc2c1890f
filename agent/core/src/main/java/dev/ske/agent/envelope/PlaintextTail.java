package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/** What {@link Plaintext#after} makes. */
final class PlaintextTail implements Plaintext {
    private final Plaintext whole;
    private final int before;

    PlaintextTail(Plaintext whole, int before) {
        Plaintext.check(before, 0, whole.length());
        this.whole = whole;
        this.before = before;
    }

    @Override
    public int length() {
        return whole.length() - before;
    }

    @Override
    public void read(int from, int length, ByteBuffer into, int at) {
        Plaintext.check(from, length, length());
        whole.read(before + from, length, into, at);
    }

    @Override
    public void close() {
        whole.close();
    }
}
