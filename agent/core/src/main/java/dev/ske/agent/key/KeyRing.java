package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configured keys and the data keys that they opened: one unwrapping for all values that share a data key. Closing it
 * wipes both. Not thread-safe.
 */
public final class KeyRing implements AutoCloseable {
    private final List<LocalKey> keys;
    private final Map<ByteBuffer, DataKey> opened = new HashMap<>();
    private @Nullable DataKey last;

    /** The keys are tried in their order, and closed with this object. */
    public KeyRing(List<LocalKey> keys) {
        this.keys = keys;
    }

    public List<LocalKey> keys() {
        return keys;
    }

    /**
     * The data key of a value; it stays this object's.
     *
     * @throws Failure KEY_MISMATCH if none of the keys is one that the value was encrypted for, VALUE_TAMPERED if one is
     *     but the wrapped data key was changed; its message is to follow the name and place of the value and a colon
     */
    public DataKey dataKey(Envelope envelope) {
        DataKey recent = last;
        if (recent != null && recent.wraps(envelope)) {
            return recent;
        }
        ByteBuffer block = ByteBuffer.wrap(envelope.wrapsBlock());
        DataKey dataKey = opened.get(block);
        if (dataKey == null) {
            dataKey = unwrap(envelope.wraps());
            opened.put(block, dataKey);
        }
        last = dataKey;
        return dataKey;
    }

    private DataKey unwrap(List<Wrap> wraps) {
        for (LocalKey key : keys) {
            for (Wrap wrap : wraps) {
                if (key.made(wrap)) {
                    return unwrap(key, wrap, wraps);
                }
            }
        }
        throw mismatch(wraps);
    }

    private static DataKey unwrap(LocalKey key, Wrap wrap, List<Wrap> wraps) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(AesGcm.KEY);
        try {
            if (!key.unwrap(wrap, bytes, 0)) {
                throw new Failure(
                        Code.VALUE_TAMPERED,
                        "the data key of the encrypted value, which is wrapped for " + key + ", was changed",
                        "restore the value, or encrypt the secret again");
            }
            return new DataKey(wraps, bytes, 0);
        } finally {
            DataKey.wipe(bytes);
        }
    }

    private Failure mismatch(List<Wrap> wraps) {
        StringBuilder message = new StringBuilder("the value is encrypted for ");
        for (int i = 0; i < wraps.size(); i++) {
            message.append(i == 0 ? "" : ", ").append(describe(wraps.get(i)));
        }
        if (keys.isEmpty()) {
            return new Failure(
                    Code.KEY_MISMATCH,
                    message.append(", and no key is configured").toString(),
                    "name the key file in the configuration, as in keys: [file:./ske.key]");
        }
        message.append(", and none of the configured keys opens it: ");
        for (int i = 0; i < keys.size(); i++) {
            message.append(i == 0 ? "" : ", ").append(keys.get(i));
        }
        return new Failure(
                Code.KEY_MISMATCH,
                message.toString(),
                "configure a key that the value is encrypted for, or encrypt the secret again with yours");
    }

    private static String describe(Wrap wrap) {
        if (wrap.type() == Wrap.LOCAL) {
            return "local key " + LocalKey.hex(wrap.body(), 0);
        }
        return wrap.type() == Wrap.KMS
                ? "a key of AWS KMS"
                : "a key of type " + wrap.type() + ", which this version does not know";
    }

    @Override
    public void close() {
        for (DataKey dataKey : opened.values()) {
            dataKey.close();
        }
        opened.clear();
        last = null;
        for (LocalKey key : keys) {
            key.close();
        }
    }
}
