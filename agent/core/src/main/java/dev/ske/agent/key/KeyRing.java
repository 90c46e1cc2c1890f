package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.StrongRandom;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The configured keys, and the data key that they opened last: one unwrapping for all values in a row that share a data key.
 * Another one is not kept but unwrapped again, so that however many there are take the memory of one. A local key comes before
 * any key of AWS KMS, since it needs no call. Closing it wipes the data key and the local keys. Not thread-safe.
 */
public final class KeyRing implements AutoCloseable {
    private final List<LocalKey> keys;
    private final @Nullable KmsKeys kms;
    private final SecretMemory memory;
    private @Nullable DataKey last;

    /** The wraps of what {@link #ask} was called for last: no others are asked for in a row. */
    private byte @Nullable [] asked;

    /** The keys are tried in their order, and closed with this object. {@code kms}: null if none of AWS KMS is configured. */
    KeyRing(List<LocalKey> keys, @Nullable KmsKeys kms, SecretMemory memory) {
        this.keys = keys;
        this.kms = kms;
        this.memory = memory;
    }

    public List<LocalKey> keys() {
        return keys;
    }

    /** Asks AWS KMS, and does not wait, for the data key of a value that no local key opens. */
    void ask(Envelope envelope) {
        DataKey recent = last;
        if (kms == null || envelope.wrapsBlock() == asked || (recent != null && recent.wraps(envelope))) {
            return;
        }
        asked = envelope.wrapsBlock();
        ByteBuffer block = ByteBuffer.wrap(envelope.wrapsBlock());
        List<Wrap> wraps = envelope.wraps();
        if (local(wraps) == null) {
            kms.ask(block, wraps);
        }
    }

    /**
     * The data key of a value; it stays this object's, and is closed when this is asked for another one.
     *
     * @throws Failure KEY_MISMATCH if none of the keys is one that the value was encrypted for, VALUE_TAMPERED if one is
     *     but the wrapped data key was changed, KMS_*; its message is to follow the name and place of the value and a colon
     */
    public DataKey dataKey(Envelope envelope) {
        DataKey recent = last;
        if (recent != null && recent.wraps(envelope)) {
            return recent;
        }
        forget();
        DataKey dataKey = unwrap(ByteBuffer.wrap(envelope.wrapsBlock()), envelope.wraps(), null);
        last = dataKey;
        return dataKey;
    }

    /** The data key of a value, wrapped for more keys than it is; the caller closes it. Fails as {@link #dataKey} does. */
    DataKey widened(Envelope envelope, List<? extends Recipient> more, StrongRandom random) {
        return unwrap(ByteBuffer.wrap(envelope.wrapsBlock()), envelope.wraps(), new Widening(more, random));
    }

    private void forget() {
        DataKey recent = last;
        if (recent != null) {
            last = null;
            recent.close();
        }
    }

    private DataKey unwrap(ByteBuffer block, List<Wrap> wraps, @Nullable Widening by) {
        LocalKey key = local(wraps);
        if (key != null) {
            return unwrap(key, wraps, by);
        }
        DataKey dataKey;
        try {
            dataKey = kms == null ? null : kms.dataKey(block, wraps, by);
        } catch (Failure failure) {
            throw new Mismatch(wraps, keys, kms).beside(failure);
        }
        if (dataKey == null) {
            throw new Mismatch(wraps, keys, kms).failure();
        }
        return dataKey;
    }

    /** The first local key that one of the wraps was made for. */
    private @Nullable LocalKey local(List<Wrap> wraps) {
        for (LocalKey key : keys) {
            if (made(key, wraps) != null) {
                return key;
            }
        }
        return null;
    }

    private static @Nullable Wrap made(LocalKey key, List<Wrap> wraps) {
        for (Wrap wrap : wraps) {
            if (key.made(wrap)) {
                return wrap;
            }
        }
        return null;
    }

    private DataKey unwrap(LocalKey key, List<Wrap> wraps, @Nullable Widening by) {
        Wrap wrap = Objects.requireNonNull(made(key, wraps));
        try (SecretMemory.Region bytes = memory.allocate(AesGcm.KEY)) {
            if (!key.unwrap(wrap, bytes.bytes(), 0)) {
                throw new Failure(
                        Code.VALUE_TAMPERED,
                        "the data key of the encrypted value, which is wrapped for " + key + ", was changed",
                        "restore the value, or encrypt the secret again");
            }
            return by == null
                    ? new DataKey(wraps, bytes.bytes(), 0, memory)
                    : by.dataKey(wraps, bytes.bytes(), 0, memory);
        }
    }

    @Override
    public void close() {
        forget();
        if (kms != null) {
            kms.close();
        }
        for (LocalKey key : keys) {
            key.close();
        }
    }
}
