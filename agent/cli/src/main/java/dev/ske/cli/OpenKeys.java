package dev.ske.cli;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.key.DataKey;
import dev.ske.agent.key.KeyRing;
import dev.ske.agent.key.LocalKey;
import dev.ske.agent.key.LocalKeyFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Key files that were read. */
final class OpenKeys implements AutoCloseable {
    private final KeyRing ring;
    private final @Nullable Failure missing;

    private OpenKeys(List<LocalKey> keys, @Nullable Failure missing) {
        this.ring = new KeyRing(keys);
        this.missing = missing;
    }

    /** For encrypting: every key must be there, or else who has it could not open the value. */
    static OpenKeys all(List<KeyFile> files) {
        OpenKeys keys = read(files);
        Failure missing = keys.missing;
        if (missing == null && keys.all().size() <= Wrap.MOST) {
            return keys;
        }
        keys.close();
        if (missing == null) {
            throw new UsageError("there are more than " + Wrap.MOST + " keys", "name fewer of them with --key");
        }
        throw new Failure(
                missing.code(),
                String.valueOf(missing.getMessage()),
                "to encrypt, every key must be there; name those to encrypt for with --key");
    }

    /** For decrypting: a key file that is not there may be another machine's. */
    static OpenKeys present(List<KeyFile> files) {
        return read(files);
    }

    private static OpenKeys read(List<KeyFile> files) {
        List<LocalKey> keys = new ArrayList<>();
        Failure missing = null;
        try {
            for (KeyFile file : files) {
                try {
                    add(LocalKeyFile.read(file.path(), file.shown(), file.relaxed()), keys);
                } catch (Failure failure) {
                    if (failure.code() != Code.KEY_FILE_MISSING) {
                        throw failure;
                    }
                    missing = missing == null ? failure : missing;
                }
            }
            return new OpenKeys(keys, missing);
        } catch (Failure failure) {
            keys.forEach(LocalKey::close);
            throw failure;
        }
    }

    /** A key that is named twice counts once. */
    private static void add(LocalKey key, List<LocalKey> keys) {
        if (keys.stream().anyMatch(other -> other.id().equals(key.id()))) {
            key.close();
        } else {
            keys.add(key);
        }
    }

    List<LocalKey> all() {
        return ring.keys();
    }

    /** The data key of a value; it stays this object's. Fails as {@link KeyRing#dataKey} does. */
    DataKey of(Envelope envelope) {
        try {
            return ring.dataKey(envelope);
        } catch (Failure failure) {
            if (failure.code() == Code.KEY_MISMATCH && missing != null) {
                throw new Failure(
                        ring.keys().isEmpty() ? missing.code() : failure.code(),
                        failure.getMessage() + "; " + missing.getMessage(),
                        missing.hint());
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        ring.close();
    }
}
