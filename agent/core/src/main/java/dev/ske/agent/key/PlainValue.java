package dev.ske.agent.key;

import dev.ske.agent.envelope.Plaintext;

/** An opened value: its kind, and its content, which is decrypted as it is read. Closing it wipes what reading left behind. */
public final class PlainValue implements AutoCloseable {
    private final int kind;
    private final Plaintext content;

    PlainValue(int kind, Plaintext content) {
        this.kind = kind;
        this.content = content;
    }

    /** One of {@link ValueKind}. */
    public int kind() {
        return kind;
    }

    /** Of a string, number or boolean: UTF-8. It can be read until the next value is opened. */
    public Plaintext content() {
        return content;
    }

    @Override
    public void close() {
        content.close();
    }
}
