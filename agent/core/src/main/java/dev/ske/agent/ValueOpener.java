package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.ReadRule;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.key.Keys;
import dev.ske.agent.key.PlainValue;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Sealing;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries one value at a time from its source into the store, piece by piece, through windows in protected memory. */
final class ValueOpener implements AutoCloseable {
    private final Config config;
    private final Keys keys;
    private final Sealing sealing;
    private final SecretMemory memory;
    private final @Nullable Earlier earlier;
    private final @Nullable InClear inClear;
    private final Map<String, Object> files = new HashMap<>();
    private SecretMemory.@Nullable Region window;

    /**
     * @param earlier null at the start
     * @param inClear looks at every value that is opened; null: nobody does
     */
    ValueOpener(
            Config config,
            Keys keys,
            Sealing sealing,
            SecretMemory memory,
            @Nullable Earlier earlier,
            @Nullable InClear inClear) {
        this.config = config;
        this.keys = keys;
        this.sealing = sealing;
        this.memory = memory;
        this.earlier = earlier;
        this.inClear = inClear;
    }

    /** Has AWS KMS asked for what opening this needs. What cannot be read is said when it is opened. */
    void ask(Candidate candidate) {
        Path path = candidate.file();
        if (path == null) {
            ask(candidate, candidate.value(), candidate.kind());
            return;
        }
        try (SecretFile file = SecretFile.open(path, window())) {
            String ciphertext = file.ciphertext();
            if (ciphertext != null) {
                ask(candidate, ciphertext, EncryptedValue.kindOf(ciphertext));
            }
        } catch (Failure later) {
            // open reads it again
        }
    }

    private void ask(Candidate candidate, String value, EncryptedValue.Kind kind) {
        if (earlier == null || earlier.unchanged(candidate, kind, candidate.origin(value)) == null) {
            keys.ask(value, kind);
        }
    }

    /** @throws Failure with the reason alone; the caller knows name and place */
    Item open(Candidate candidate) {
        Path path = candidate.file();
        if (path == null) {
            return open(candidate, candidate.value(), candidate.kind());
        }
        try (SecretFile file = SecretFile.open(path, window())) {
            Object stamp = file.stamp();
            files.put(path.toString(), stamp);
            Item cleared = earlier == null ? null : earlier.cleared(candidate, stamp);
            if (cleared != null) {
                return keep(candidate, cleared);
            }
            String ciphertext = file.ciphertext();
            if (ciphertext != null) {
                return open(candidate, ciphertext, EncryptedValue.kindOf(ciphertext));
            }
            return seal(candidate, file, null);
        }
    }

    private Item open(Candidate candidate, String value, EncryptedValue.Kind kind) {
        String origin = candidate.origin(value);
        Item unchanged = earlier == null ? null : earlier.unchanged(candidate, kind, origin);
        if (unchanged != null) {
            return keep(candidate, unchanged);
        }
        try (PlainValue opened = keys.open(value, kind, candidate.boundTo())) {
            return seal(candidate, opened.content(), origin);
        }
    }

    /** Carries over what is served under this name now. */
    Item keep(Candidate candidate, Item item) {
        return sealing.unchanged(candidate.path().toString(), candidate.canonical(), rule(candidate), item);
    }

    private Item seal(Candidate candidate, Plaintext value, @Nullable String origin) {
        return sealing.secret(
                candidate.path().toString(),
                candidate.canonical(),
                inClear == null ? value : inClear.look(value),
                rule(candidate),
                origin,
                earlier == null ? null : earlier.value(candidate));
    }

    private ReadRule rule(Candidate candidate) {
        return config.readRule(candidate.path().toString(), candidate.canonical());
    }

    /** Of the files that were opened: {@link SecretFile#stamp}, by their paths. */
    Map<String, Object> files() {
        return files;
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
