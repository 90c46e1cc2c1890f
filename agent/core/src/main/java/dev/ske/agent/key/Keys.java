package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.Scratch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a configuration or a command names: key files, and keys of AWS KMS. A key file that is not there may be
 * another machine's: it matters only to a value that no other key opens. One that is there and not as it must be ends the
 * work.
 */
public final class Keys implements AutoCloseable {
    private final KeyRing ring;
    private final @Nullable KmsKeys kms;
    private final @Nullable Failure missing;

    private Keys(KeyRing ring, @Nullable KmsKeys kms, @Nullable Failure missing) {
        this.ring = ring;
        this.kms = kms;
        this.missing = missing;
    }

    /** The keys of AWS KMS among these, in their order. */
    public static List<KmsKey> kms(List<KeySpec> specs) {
        List<KmsKey> keys = new ArrayList<>();
        for (KeySpec spec : specs) {
            KmsKey key = spec.kms();
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** The key files alone: a key of AWS KMS is passed over. */
    public static Keys read(List<KeySpec> specs) {
        return read(specs, null);
    }

    /**
     * Reads the key files, each key once.
     *
     * @param session asks the keys of AWS KMS, once a value needs one; the caller closes it. Null: there are none
     * @throws Failure KEY_FILE_INVALID, KEY_FILE_PERMISSIONS
     */
    public static Keys read(List<KeySpec> specs, @Nullable KmsSession session) {
        List<LocalKey> keys = new ArrayList<>();
        KmsKeys kms = session == null ? null : new KmsKeys(session);
        KeyRing ring = new KeyRing(keys, kms);
        Failure missing = null;
        try {
            for (KeySpec file : specs) {
                if (file.kms() != null) {
                    continue;
                }
                try {
                    add(read(file), keys);
                } catch (Failure failure) {
                    if (failure.code() != Code.KEY_FILE_MISSING) {
                        throw failure;
                    }
                    missing = missing == null ? failure : missing;
                }
            }
            return new Keys(ring, kms, missing);
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

    /** The key files that are there, in their order. */
    public List<LocalKey> all() {
        return ring.keys();
    }

    /** KEY_FILE_MISSING of the first one that is not there; null if all are. */
    public @Nullable Failure missing() {
        return missing;
    }

    /**
     * Asks AWS KMS for what opening this value will need, if it needs that, and does not wait. Whatever is wrong with the
     * value is said when it is opened.
     *
     * @param kind what {@link EncryptedValue} says that the value is
     */
    public void ask(String value, EncryptedValue.Kind kind) {
        if (kms == null) {
            return;
        }
        try {
            if (kind == EncryptedValue.Kind.V2) {
                ring.ask(Envelope.parse(value));
            } else if (kind == EncryptedValue.Kind.KMS) {
                kms.ask(KmsValue.parse(value));
            }
        } catch (Failure later) {
            // opening it fails the same way, and tells where the value stands
        }
    }

    /**
     * Opens an encrypted value of any format.
     *
     * @param kind what {@link EncryptedValue} says that the value is; not PLAIN
     * @param canonical the canonical name that the value stands under
     * @return the length of the plaintext, which stands at 0 in {@code scratch}: a byte of {@link ValueKind}, then content.
     *     A value that KMS encrypted itself is of kind BYTES, since nothing tells whether it is text
     * @throws Failure its message is to follow the name and place of the value and a colon
     */
    public int open(String value, EncryptedValue.Kind kind, String canonical, Scratch scratch) {
        Failure refusal = EncryptedValue.refusal(kind);
        if (refusal != null) {
            throw refusal;
        }
        if (kind != EncryptedValue.Kind.V2) {
            return open(KmsValue.parse(value), scratch);
        }
        Envelope envelope = Envelope.parse(value);
        return of(envelope).open(envelope, canonical, scratch);
    }

    private int open(KmsValue value, Scratch scratch) {
        if (kms == null) {
            throw new Failure(
                    Code.KEY_MISMATCH,
                    "AWS KMS encrypted it, and no key of AWS KMS is configured",
                    "name the key in the configuration, as in " + Mismatch.KMS_HINT);
        }
        int length = kms.open(value, scratch, 1);
        scratch.buffer(1).put(0, (byte) ValueKind.BYTES);
        return 1 + length;
    }

    /** The data key of a value; it stays this object's. Fails as {@link KeyRing#dataKey} does. */
    public DataKey of(Envelope envelope) {
        try {
            return ring.dataKey(envelope);
        } catch (Failure failure) {
            if (missing == null || failure.code() == Code.VALUE_TAMPERED || failure.code() == Code.VALUE_MALFORMED) {
                throw failure;
            }
            throw ring.keys().isEmpty() && kms == null
                    ? new Failure(
                            missing.code(),
                            "none of its keys is here: " + missing.getMessage(),
                            "correct the path, or put the key there that the value was encrypted for; a new one cannot"
                                    + " open it")
                    : new Failure(
                            failure.code(),
                            failure.getMessage() + "; " + missing.getMessage(),
                            kms == null ? missing.hint() : failure.hint());
        }
    }

    @Override
    public void close() {
        ring.close();
    }
}
