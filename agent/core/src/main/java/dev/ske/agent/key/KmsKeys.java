package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.Wrap;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.Kms;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configured keys of AWS KMS, and what they were asked: one call for each distinct data key or ciphertext, however many
 * keys it may take and however often it is asked for. Not thread-safe.
 */
final class KmsKeys implements AutoCloseable {
    private static final byte[] NO_AAD = {};

    private final KmsSession session;
    private final Map<ByteBuffer, Integer> dataKeys = new HashMap<>();
    private final Map<ByteBuffer, Integer> values = new HashMap<>();
    private final SecretMemory memory;
    private @Nullable AesGcm envelope;

    KmsKeys(KmsSession session, SecretMemory memory) {
        this.session = session;
        this.memory = memory;
    }

    List<KmsKey> keys() {
        return session.keys();
    }

    /** Asks for a data key and does not wait; asks nothing if no configured key matches any of its wraps. */
    void ask(ByteBuffer block, List<Wrap> wraps) {
        if (!dataKeys.containsKey(block)) {
            List<Attempt> attempts = attempts(wraps);
            if (!attempts.isEmpty()) {
                dataKeys.put(block, session.decrypt(attempts));
            }
        }
    }

    /** Asks for a value of a direct format and does not wait. */
    void ask(KmsValue value) {
        call(value);
    }

    /**
     * The data key of these wraps, which is the caller's.
     *
     * @param block {@link Wrap#block} of the wraps
     * @param by null: for no other keys
     * @return null if no configured key matches any of them
     */
    @Nullable
    DataKey dataKey(ByteBuffer block, List<Wrap> wraps, @Nullable Widening by) {
        ask(block, wraps);
        Integer call = dataKeys.get(block);
        if (call == null) {
            return null;
        }
        try (SecretMemory.Region key = key(call)) {
            return by == null ? new DataKey(wraps, key.bytes(), 0, memory) : by.dataKey(wraps, key.bytes(), 0, memory);
        }
    }

    /** Opens a value of a direct format; what it gives can be read until the next one is opened. */
    Plaintext open(KmsValue value) {
        int call = call(value);
        return value.isEnvelope() ? openEnvelope(value, call) : session.await(call);
    }

    private Plaintext openEnvelope(KmsValue value, int call) {
        AesGcm gcm = envelope;
        if (gcm == null) {
            gcm = AesGcm.in(memory);
            envelope = gcm;
        }
        gcm.wipe();
        try (SecretMemory.Region key = key(call)) {
            gcm.key(key.bytes(), 0);
        }
        Plaintext text = gcm.open(value.message(), value.messageAt(), value.messageLength(), NO_AAD);
        if (text == null) {
            throw new Failure(
                    Code.VALUE_TAMPERED,
                    "the encrypted value is not the one that was sealed under its data key",
                    "it was changed: restore it, or encrypt the secret again");
        }
        return text;
    }

    /** Waits for 32 bytes of key, which are the caller's. */
    private SecretMemory.Region key(int call) {
        try (Plaintext answer = session.await(call)) {
            if (answer.length() != AesGcm.KEY) {
                throw new Failure(
                        Code.VALUE_MALFORMED,
                        "what AWS KMS decrypted is no data key: it has " + answer.length() + " bytes, not "
                                + AesGcm.KEY,
                        "it was encrypted by another program, or changed: encrypt the secret again");
            }
            SecretMemory.Region key = memory.allocate(AesGcm.KEY);
            try {
                answer.read(0, AesGcm.KEY, key.bytes(), 0);
                return key;
            } catch (RuntimeException | Error failed) {
                key.close();
                throw failed;
            }
        }
    }

    private int call(KmsValue value) {
        byte[] ciphertext = value.ciphertext();
        ByteBuffer asked = ByteBuffer.wrap(ciphertext);
        Integer call = values.get(asked);
        if (call == null) {
            int algorithm = value.isEnvelope() ? Kms.RSA_OAEP_SHA_256 : Kms.SYMMETRIC;
            List<Attempt> attempts = new ArrayList<>(keys().size());
            for (int key = 0; key < keys().size(); key++) {
                attempts.add(new Attempt(key, algorithm, ciphertext));
            }
            call = session.decrypt(attempts);
            values.put(asked, call);
        }
        return call;
    }

    /**
     * Every wrap with every key that may open it. Keys take turns, so that one that hangs keeps no other from its wrap; and
     * an alias, which may mean any key, is first tried on the wrap in its own place, where encrypting with the same
     * configuration put it.
     */
    private List<Attempt> attempts(List<Wrap> wraps) {
        List<KmsWrap> candidates = new ArrayList<>(wraps.size());
        for (Wrap wrap : wraps) {
            if (wrap.type() == Wrap.KMS) {
                candidates.add(KmsWrap.parse(wrap));
            }
        }
        List<List<Attempt>> turns = new ArrayList<>(keys().size());
        for (int key = 0; key < keys().size(); key++) {
            turns.add(attempts(key, candidates));
        }
        List<Attempt> attempts = new ArrayList<>();
        for (int turn = 0; turn < candidates.size(); turn++) {
            for (List<Attempt> ofKey : turns) {
                if (turn < ofKey.size() && attempts.size() < Attempt.MOST) {
                    attempts.add(ofKey.get(turn));
                }
            }
        }
        return attempts;
    }

    private List<Attempt> attempts(int key, List<KmsWrap> wraps) {
        List<Attempt> attempts = new ArrayList<>(wraps.size());
        for (int i = 0; i < wraps.size(); i++) {
            KmsWrap wrap = wraps.get((key + i) % wraps.size());
            if (KmsMatch.mayOpen(keys().get(key), wrap.arn())) {
                attempts.add(new Attempt(key, wrap.algorithm(), wrap.ciphertext()));
            }
        }
        return attempts;
    }

    /** Whether any configured key may open what was wrapped for the key of that ARN. */
    boolean match(String arn) {
        for (KmsKey key : keys()) {
            if (KmsMatch.mayOpen(key, arn)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (envelope != null) {
            envelope.close();
        }
    }
}
