package dev.ske.agent;

import dev.ske.agent.config.Config;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.KeyRing;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configured keys. A key file that is not there may be another machine's: it matters only to a value that no other
 * key opens. A key file that is there and not as it must be ends the start.
 */
public final class Keys implements AutoCloseable {
    private final KeyRing ring;
    private final @Nullable Failure missing;

    private Keys(KeyRing ring, @Nullable Failure missing) {
        this.ring = ring;
        this.missing = missing;
    }

    public static Keys read(Config config) {
        List<LocalKey> keys = new ArrayList<>();
        KeyRing ring = new KeyRing(keys);
        Failure missing = null;
        try {
            for (KeySpec spec : config.keys()) {
                try {
                    keys.add(read(spec));
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

    private static LocalKey read(KeySpec spec) {
        LocalKey key = LocalKeyFile.read(spec.file(), spec.shown(), spec.relaxed());
        if (!key.modeChecked()) {
            Log.info("the mode of " + spec.shown() + " is not checked on this platform");
        }
        return key;
    }

    /** The data key of a value. */
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
