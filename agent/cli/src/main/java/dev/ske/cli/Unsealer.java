package dev.ske.cli;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.ValueKind;
import dev.ske.agent.store.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Decrypts a file's values, one at a time. */
final class Unsealer implements AutoCloseable {
    private final Keys keys;
    private final Kinds kinds;
    private final Scratch scratch = new Scratch();

    /** {@code kinds}: of the file's values. */
    Unsealer(Keys keys, Kinds kinds) {
        this.keys = keys;
        this.kinds = kinds;
    }

    /** Has AWS KMS work on all of these values at once, where they need it. They are opened one by one afterwards. */
    void ask(List<Entry> entries) {
        for (Entry entry : entries) {
            keys.ask(entry.value(), kinds.of(entry));
        }
    }

    /** The value's bytes, which the caller wipes. */
    byte[] bytes(Entry entry) {
        int length = open(entry);
        ByteBuffer opened = scratch.buffer(length);
        byte[] bytes = new byte[length - 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = opened.get(1 + i);
        }
        return bytes;
    }

    /** The value for its document: a number or boolean as it was before. */
    Opened value(Entry entry) {
        byte[] bytes = bytes(entry);
        try {
            int kind = scratch.buffer(1).get(0);
            if (kind == ValueKind.BYTES && !Utf8.valid(ByteBuffer.wrap(bytes), 0, bytes.length)) {
                throw new Failure(
                        Code.VALUE_MALFORMED,
                        "cannot open " + entry + ": the value is bytes that are no text, which no document can hold",
                        "'ske get' prints them");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (kind == ValueKind.NUMBER || kind == ValueKind.BOOLEAN) {
                Entry.Kind literal = kind == ValueKind.NUMBER ? Entry.Kind.NUMBER : Entry.Kind.BOOLEAN;
                return new Opened(text, Document.Value.literal(literal, text));
            }
            return new Opened(text, Document.Value.string(text));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private int open(Entry entry) {
        kinds.refuseForeign(entry);
        try {
            return keys.open(entry.value(), kinds.of(entry), entry.boundTo().canonical(), scratch);
        } catch (Failure failure) {
            throw new Failure(failure.code(), "cannot open " + entry + ": " + failure.getMessage(), failure.hint());
        }
    }

    @Override
    public void close() {
        scratch.close();
    }

    /** A plain value, and how its document is to write it. A String, because the document's text is one too. */
    static final class Opened {
        private final String text;
        private final Document.Value value;

        private Opened(String text, Document.Value value) {
            this.text = text;
            this.value = value;
        }

        String text() {
            return text;
        }

        Document.Value value() {
            return value;
        }
    }
}
