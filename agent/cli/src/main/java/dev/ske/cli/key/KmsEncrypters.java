package dev.ske.cli.key;

import dev.ske.agent.config.KmsKey;
import dev.ske.cli.kms.KmsAccess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of AWS KMS that a command encrypts for: each is asked for its kind once, however many files name it. */
public final class KmsEncrypters implements AutoCloseable {
    private final KmsAccess access;
    private final @Nullable String keySpec;
    private final Map<List<@Nullable Object>, KmsRecipient> known = new HashMap<>();

    /** {@code keySpec}: of all the keys; null: KMS is asked. */
    public KmsEncrypters(KmsAccess access, @Nullable String keySpec) {
        this.access = access;
        this.keySpec = keySpec;
    }

    public KmsAccess access() {
        return access;
    }

    /** The same one for the same key with the same settings; it stays this object's. */
    public KmsRecipient of(KmsKey key) {
        return known.computeIfAbsent(
                Arrays.asList(
                        key.id(), key.region(), key.endpoint(), key.credentials(), key.context(), key.attestation()),
                first -> new KmsRecipient(key.id(), access.encrypter(key, keySpec)));
    }

    @Override
    public void close() {
        for (KmsRecipient key : new ArrayList<>(known.values())) {
            key.close();
        }
        known.clear();
    }
}
