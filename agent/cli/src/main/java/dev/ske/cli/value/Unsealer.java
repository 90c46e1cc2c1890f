package dev.ske.cli.value;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.PlainValue;
import dev.ske.agent.key.ValueKind;
import dev.ske.agent.store.Utf8;
import dev.ske.cli.document.Kinds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decrypts a file's values, one at a time. */
public final class Unsealer {
    private final Keys keys;
    private final Kinds kinds;

    /** {@code kinds}: of the file's values. */
    public Unsealer(Keys keys, Kinds kinds) {
        this.keys = keys;
        this.kinds = kinds;
    }

    /** Has AWS KMS work on all of these values at once, where they need it. They are opened one by one afterwards. */
    public void ask(List<Entry> entries) {
        for (Entry entry : entries) {
            keys.ask(entry.value(), kinds.of(entry));
        }
    }

    /** The value's bytes, which the caller wipes. */
    public byte[] bytes(Entry entry) {
        try (PlainValue opened = open(entry)) {
            return bytes(opened.content());
        }
    }

    private static byte[] bytes(Plaintext text) {
        byte[] bytes = new byte[text.length()];
        text.read(0, bytes.length, ByteBuffer.wrap(bytes), 0);
        return bytes;
    }

    /** The value for its document: a number or boolean as it was before. */
    public Opened value(Entry entry) {
        try (PlainValue opened = open(entry)) {
            Utf8 content = new Utf8(opened.content());
            byte[] bytes = bytes(content);
            try {
                return value(entry, opened.kind(), bytes, content.valid());
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    private static Opened value(Entry entry, int kind, byte[] bytes, boolean isText) {
        if (kind == ValueKind.BYTES && !isText) {
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
    }

    /** Opens the value and forgets it. Null: it opens; else why not, without its name and place. */
    @Nullable
    public Failure failure(Entry entry) {
        try (PlainValue opened = raw(entry)) {
            Arrays.fill(bytes(opened.content()), (byte) 0);
            return null;
        } catch (Failure failure) {
            return failure;
        }
    }

    private PlainValue raw(Entry entry) {
        return keys.open(entry.value(), kinds.of(entry), entry.boundTo().canonical());
    }

    /**
     * The value as it was sealed, to be read until the next one is opened.
     *
     * @throws Failure with the value's name and place
     */
    public PlainValue open(Entry entry) {
        kinds.refuseForeign(entry);
        try {
            return raw(entry);
        } catch (Failure failure) {
            throw new Failure(failure.code(), "cannot open " + entry + ": " + failure.getMessage(), failure.hint());
        }
    }

    /** A plain value, and how its document is to write it. A String, because the document's text is one too. */
    public static final class Opened {
        private final String text;
        private final Document.Value value;

        private Opened(String text, Document.Value value) {
            this.text = text;
            this.value = value;
        }

        public String text() {
            return text;
        }

        public Document.Value value() {
            return value;
        }
    }
}
