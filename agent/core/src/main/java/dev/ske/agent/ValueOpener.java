package dev.ske.agent;

import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.PlainValue;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Sealing;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Carries one value at a time from its source into the store, piece by piece, through windows in protected memory. */
final class ValueOpener implements AutoCloseable {
    private final Keys keys;
    private final Sealing sealing;
    private final SecretMemory memory;
    private SecretMemory.@Nullable Region window;

    ValueOpener(Keys keys, Sealing sealing, SecretMemory memory) {
        this.keys = keys;
        this.sealing = sealing;
        this.memory = memory;
    }

    /** Has AWS KMS asked for what opening this needs. What cannot be read is said when it is opened. */
    void ask(Candidate candidate) {
        Path path = candidate.file();
        if (path == null) {
            keys.ask(candidate.value(), candidate.kind());
            return;
        }
        try (SecretFile file = SecretFile.open(path, window())) {
            String ciphertext = file.ciphertext();
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
        try (SecretFile file = SecretFile.open(path, window())) {
            String ciphertext = file.ciphertext();
            if (ciphertext != null) {
                return decrypt(candidate, ciphertext, EncryptedValue.kindOf(ciphertext));
            }
            return sealing.secret(candidate.path().toString(), candidate.canonical(), file);
        }
    }

    private Item decrypt(Candidate candidate, String value, EncryptedValue.Kind kind) {
        try (PlainValue opened = keys.open(value, kind, candidate.boundTo())) {
            return sealing.secret(candidate.path().toString(), candidate.canonical(), opened.content());
        }
    }

    /** Through which a file is looked at; few starts have one. */
    private SecretMemory.Region window() {
        SecretMemory.Region there = window;
        if (there == null) {
            there = memory.allocate(SecretFile.WINDOW);
            window = there;
        }
        return there;
    }

    @Override
    public void close() {
        if (window != null) {
            window.close();
        }
    }
}
