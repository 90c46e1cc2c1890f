package dev.ske.agent;

import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Scratch;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.ValueKind;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Sealing;
import dev.ske.agent.store.Utf8;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Carries one value at a time from its source into the store; its plaintext is in one buffer outside the heap. */
final class ValueOpener implements AutoCloseable {
    private final Keys keys;
    private final Sealing sealing;
    private final Scratch scratch = new Scratch();

    ValueOpener(Keys keys, Sealing sealing) {
        this.keys = keys;
        this.sealing = sealing;
    }

    /** Has AWS KMS asked for what opening this needs. What cannot be read is said when it is opened. */
    void ask(Candidate candidate) {
        Path path = candidate.file();
        if (path == null) {
            keys.ask(candidate.value(), candidate.kind());
            return;
        }
        try {
            String ciphertext = SecretFile.read(path, scratch).ciphertext();
            if (ciphertext != null) {
                keys.ask(ciphertext, EncryptedValue.kindOf(ciphertext));
            }
        } catch (Failure later) {
            // open reads it again
        }
    }

    /** @throws Failure with the reason alone; the caller knows name and place */
    Item open(Candidate candidate) {
        Path path = candidate.file();
        if (path == null) {
            return decrypt(candidate, candidate.value(), candidate.kind());
        }
        SecretFile file = SecretFile.read(path, scratch);
        String ciphertext = file.ciphertext();
        if (ciphertext != null) {
            return decrypt(candidate, ciphertext, EncryptedValue.kindOf(ciphertext));
        }
        ByteBuffer content = scratch.buffer(file.length());
        return seal(candidate, content, 0, file.length(), Utf8.valid(content, 0, file.length()));
    }

    private Item decrypt(Candidate candidate, String value, EncryptedValue.Kind kind) {
        int length = keys.open(value, kind, candidate.boundTo(), scratch);
        ByteBuffer opened = scratch.buffer(length);
        boolean text = opened.get(0) != ValueKind.BYTES || Utf8.valid(opened, 1, length - 1);
        return seal(candidate, opened, 1, length - 1, text);
    }

    private Item seal(Candidate candidate, ByteBuffer value, int at, int length, boolean text) {
        return sealing.secret(candidate.path().toString(), candidate.canonical(), value, at, length, text);
    }

    @Override
    public void close() {
        scratch.close();
    }
}
