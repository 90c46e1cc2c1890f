package dev.ske.agent;

import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.ValueKind;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Sealing;
import dev.ske.agent.store.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Carries one value at a time from its source into the store; its plaintext is in one buffer outside the heap. */
final class ValueOpener implements AutoCloseable {
    private static final int LARGEST_FILE = 16 << 20;

    private final Keys keys;
    private final Sealing sealing;
    private final Scratch scratch = new Scratch();

    ValueOpener(Keys keys, Sealing sealing) {
        this.keys = keys;
        this.sealing = sealing;
    }

    /** @throws Failure with the reason alone; the caller knows name and place */
    Item open(Candidate candidate) {
        Path file = candidate.file();
        return file == null ? decrypt(candidate, candidate.value()) : fromFile(candidate, file);
    }

    private Item decrypt(Candidate candidate, String value) {
        EncryptedValue.Kind kind = EncryptedValue.kindOf(value);
        if (kind == EncryptedValue.Kind.KMS) {
            throw new Failure(
                    Code.KEY_MISMATCH,
                    "it is a KMS value, which no file key opens",
                    "this version opens ENC[v2:...] with file keys");
        }
        Failure refusal = EncryptedValue.refusal(kind);
        if (refusal != null) {
            throw refusal;
        }
        Envelope envelope = Envelope.parse(value);
        int length = keys.of(envelope).open(envelope, candidate.boundTo(), scratch);
        ByteBuffer opened = scratch.buffer(length);
        boolean text = opened.get(0) != ValueKind.BYTES || Utf8.valid(opened, 1, length - 1);
        return seal(candidate, opened, 1, length - 1, text);
    }

    /** A file of a folder of secrets holds one value, plain or encrypted; one newline at its end is none of it. */
    private Item fromFile(Candidate candidate, Path file) {
        int length = read(file);
        ByteBuffer content = scratch.buffer(length);
        if (length > 0 && content.get(length - 1) == '\n') {
            length -= length > 1 && content.get(length - 2) == '\r' ? 2 : 1;
        }
        if (!EncryptedValue.isPlain(new Latin1(content, 0, length))) {
            byte[] value = new byte[length];
            for (int i = 0; i < length; i++) {
                value[i] = content.get(i);
            }
            return decrypt(candidate, new String(value, StandardCharsets.ISO_8859_1));
        }
        return seal(candidate, content, 0, length, Utf8.valid(content, 0, length));
    }

    private int read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > LARGEST_FILE) {
                throw new Failure(Code.DOCUMENT_MALFORMED, "the file is larger than 16 MiB");
            }
            ByteBuffer into = scratch.buffer((int) size + 1).duplicate();
            into.position(0);
            into.limit((int) size + 1);
            while (into.hasRemaining()) {
                if (channel.read(into) < 0) {
                    return into.position();
                }
            }
            throw new Failure(Code.DOCUMENT_MALFORMED, "the file grew while it was read");
        } catch (IOException unreadable) {
            throw new Failure(Code.DOCUMENT_MISSING, "the file cannot be read", "may this user read it?");
        }
    }

    private Item seal(Candidate candidate, ByteBuffer value, int at, int length, boolean text) {
        return sealing.secret(candidate.path().toString(), candidate.canonical(), value, at, length, text);
    }

    @Override
    public void close() {
        scratch.close();
    }

    /** Bytes outside the heap, looked at as characters one by one. */
    private static final class Latin1 implements CharSequence {
        private final ByteBuffer bytes;
        private final int from;
        private final int length;

        Latin1(ByteBuffer bytes, int from, int length) {
            this.bytes = bytes;
            this.from = from;
            this.length = length;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            return (char) (bytes.get(from + index) & 0xFF);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Latin1(bytes, from + start, end - start);
        }

        @Override
        public String toString() {
            return "redacted";
        }
    }
}
