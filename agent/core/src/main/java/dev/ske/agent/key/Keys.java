package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.config.KeySpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
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

    /** The value that was read last: its wraps are those of most values after it, and need not be read again. */
    private @Nullable Envelope last;

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
    public static Keys read(List<KeySpec> specs, SecretMemory memory) {
        return read(specs, null, memory);
    }

    /**
     * Reads the key files, each key once.
     *
     * @param session asks the keys of AWS KMS, once a value needs one; the caller closes it. Null: there are none
     * @param memory for local keys, data keys and what they are expanded to: a bounded number of bytes, and 32 for each local
     *     key, however many values there are
     * @throws Failure KEY_FILE_INVALID, KEY_FILE_PERMISSIONS
     */
    public static Keys read(List<KeySpec> specs, @Nullable KmsSession session, SecretMemory memory) {
        List<LocalKey> keys = new ArrayList<>();
        KmsKeys kms = session == null ? null : new KmsKeys(session, memory);
        KeyRing ring = new KeyRing(keys, kms, memory);
        Failure missing = null;
        try {
            for (KeySpec file : specs) {
                if (file.kms() != null) {
                    continue;
                }
                try {
                    add(read(file, memory), keys);
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

    private static LocalKey read(KeySpec file, SecretMemory memory) {
        LocalKey key = LocalKeyFile.read(file.file(), file.shown(), file.relaxed(), memory);
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
                ring.ask(parse(value));
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
     * @return what can be read until the next value is opened. A value that KMS encrypted itself is of kind BYTES, since
     *     nothing tells whether it is text
     * @throws Failure its message is to follow the name and place of the value and a colon
     */
    public PlainValue open(String value, EncryptedValue.Kind kind, String canonical) {
        Failure refusal = EncryptedValue.refusal(kind);
        if (refusal != null) {
            throw refusal;
        }
        if (kind != EncryptedValue.Kind.V2) {
            return new PlainValue(ValueKind.BYTES, open(KmsValue.parse(value)));
        }
        Envelope envelope = parse(value);
        return of(envelope).open(envelope, canonical);
    }

    private Envelope parse(String value) {
        Envelope envelope = Envelope.parse(value, last);
        last = envelope;
        return envelope;
    }

    private Plaintext open(KmsValue value) {
        if (kms == null) {
            throw new Failure(
                    Code.KEY_MISMATCH,
                    "AWS KMS encrypted it, and no key of AWS KMS is configured",
                    "name the key in the configuration, as in " + Mismatch.KMS_HINT);
        }
        return kms.open(value);
    }

    /** The data key of a value; it stays this object's, until this opens another one. Fails as {@link KeyRing#dataKey} does. */
    public DataKey of(Envelope envelope) {
        try {
            return ring.dataKey(envelope);
        } catch (Failure failure) {
            throw withMissing(failure);
        }
    }

    /**
     * The data key of a value, wrapped for more keys besides those that it is wrapped for, which need not be here; the caller
     * closes it. Fails as {@link #of} does.
     *
     * @param more keys that it is not wrapped for yet
     */
    public DataKey widened(Envelope envelope, List<? extends Recipient> more, StrongRandom random) {
        try {
            return ring.widened(envelope, more, random);
        } catch (Failure failure) {
            throw withMissing(failure);
        }
    }

    private Failure withMissing(Failure failure) {
        if (missing == null || failure.code() == Code.VALUE_TAMPERED || failure.code() == Code.VALUE_MALFORMED) {
            return failure;
        }
        return ring.keys().isEmpty() && kms == null
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

    @Override
    public void close() {
        ring.close();
    }
}
