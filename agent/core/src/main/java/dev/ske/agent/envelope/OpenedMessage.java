package dev.ske.agent.envelope;

import java.nio.ByteBuffer;

/** An authentic message of {@link AesGcm}, decrypted where and when it is read. */
final class OpenedMessage implements Plaintext {
    private final AesGcm cipher;
    private final int key;
    private final ByteBuffer message;
    private final int iv;
    private final int length;

    /** {@code key}: which of the cipher's keys; {@code message}: does not change; {@code length}: of the plaintext. */
    OpenedMessage(AesGcm cipher, int key, ByteBuffer message, int iv, int length) {
        this.cipher = cipher;
        this.key = key;
        this.message = message;
        this.iv = iv;
        this.length = length;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void read(int from, int count, ByteBuffer into, int at) {
        Plaintext.check(from, count, length);
        cipher.read(this, from, count, into, at);
    }

    int key() {
        return key;
    }

    ByteBuffer message() {
        return message;
    }

    int iv() {
        return iv;
    }

    @Override
    public void close() {
        cipher.rest(this);
    }
}
