package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.AesGcm;
import dev.ske.agent.envelope.KmsValue;
import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.Scratch;
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
    private final Scratch answer = new Scratch();
    private @Nullable AesGcm envelope;

    KmsKeys(KmsSession session) {
        this.session = session;
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
     * @return null if no configured key matches any of them
     */
    @Nullable
    DataKey dataKey(ByteBuffer block, List<Wrap> wraps) {
        ask(block, wraps);
        Integer call = dataKeys.get(block);
        if (call == null) {
            return null;
        }
        try {
            await(call);
            return new DataKey(wraps, answer.buffer(AesGcm.KEY), 0);
        } finally {
            answer.wipe();
        }
    }

    /** Opens a value of a direct format: the length of its plaintext, which stands at {@code to} in {@code scratch}. */
    int open(KmsValue value, Scratch scratch, int to) {
        int call = call(value);
        return value.isEnvelope() ? openEnvelope(value, call, scratch, to) : copy(call, scratch, to);
    }

    private int copy(int call, Scratch scratch, int to) {
        try {
            int length = session.await(call, answer);
            ByteBuffer from = answer.buffer(length);
            ByteBuffer text = scratch.buffer(to + length);
            for (int i = 0; i < length; i++) {
                text.put(to + i, from.get(i));
            }
            return length;
        } finally {
            answer.wipe();
        }
    }

    private int openEnvelope(KmsValue value, int call, Scratch scratch, int to) {
        AesGcm gcm = envelope;
        if (gcm == null) {
            gcm = new AesGcm(ByteBuffer.allocateDirect(AesGcm.REGION));
            envelope = gcm;
        }
        try {
            await(call);
            gcm.key(answer.buffer(AesGcm.KEY), 0);
            int length = value.messageLength() - AesGcm.IV - AesGcm.TAG;
            ByteBuffer text = scratch.buffer(to + length);
            if (!gcm.open(value.message(), value.messageAt(), value.messageLength(), NO_AAD, text, to)) {
                throw new Failure(
                        Code.VALUE_TAMPERED,
                        "the encrypted value is not the one that was sealed under its data key",
                        "it was changed: restore it, or encrypt the secret again");
            }
            return length;
        } finally {
            gcm.wipe();
            answer.wipe();
        }
    }

    /** Waits for 32 bytes of key. */
    private void await(int call) {
        int length = session.await(call, answer);
        if (length != AesGcm.KEY) {
            throw new Failure(
                    Code.VALUE_MALFORMED,
                    "what AWS KMS decrypted is no data key: it has " + length + " bytes, not " + AesGcm.KEY,
                    "it was encrypted by another program, or changed: encrypt the secret again");
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
        answer.close();
    }
}
