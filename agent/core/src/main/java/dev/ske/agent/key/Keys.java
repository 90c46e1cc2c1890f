package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.envelope.Envelope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key files that a configuration or a command names. One that is not there may be another machine's: it matters only
 * to a value that no other key opens. One that is there and not as it must be ends the work.
 */
public final class Keys implements AutoCloseable {
    private final KeyRing ring;
    private final @Nullable Failure missing;

    private Keys(KeyRing ring, @Nullable Failure missing) {
        this.ring = ring;
        this.missing = missing;
    }

    /**
     * Reads the key files, each key once.
     *
     * @throws Failure KEY_FILE_INVALID, KEY_FILE_PERMISSIONS
     */
    public static Keys read(List<KeySpec> files) {
        List<LocalKey> keys = new ArrayList<>();
        KeyRing ring = new KeyRing(keys);
        Failure missing = null;
        try {
            for (KeySpec file : files) {
                try {
                    add(read(file), keys);
                } catch (Failure failure) {
                    if (failure.code() != Code.KEY_FILE_MISSING) {
                        throw failure;
                    }
                    missing = missing == null ? failure : missing;
                }
            }
            return new Keys(ring, missing);
        } catch (RuntimeException | Error failed) {
            ring.close();
            throw failed;
        }
    }

    private static LocalKey read(KeySpec file) {
        LocalKey key = LocalKeyFile.read(file.file(), file.shown(), file.relaxed());
        if (!key.modeChecked()) {
            Log.info("the mode of " + file.shown() + " is not checked on this platform");
        }
        return key;
    }

    private static void add(LocalKey key, List<LocalKey> keys) {
        for (LocalKey other : keys) {
            if (other.id().equals(key.id())) {
                key.close();
                return;
            }
        }
        keys.add(key);
    }

    /** Those that are there, in their order. */
    public List<LocalKey> all() {
        return ring.keys();
    }

    /** KEY_FILE_MISSING of the first one that is not there; null if all are. */
    public @Nullable Failure missing() {
        return missing;
    }

    /** The data key of a value; it stays this object's. Fails as {@link KeyRing#dataKey} does. */
    public DataKey of(Envelope envelope) {
        try {
            return ring.dataKey(envelope);
        } catch (Failure failure) {
            if (failure.code() == Code.KEY_MISMATCH && missing != null) {
                throw ring.keys().isEmpty()
                        ? new Failure(
                                missing.code(),
                                "none of its keys is here: " + missing.getMessage(),
                                "correct the path, or put the key there that the value was encrypted for; a new one cannot"
                                        + " open it")
                        : new Failure(
                                failure.code(), failure.getMessage() + "; " + missing.getMessage(), missing.hint());
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        ring.close();
    }
}
