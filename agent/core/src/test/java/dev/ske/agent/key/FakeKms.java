package dev.ske.agent.key;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.AttestationState;
import dev.ske.agent.helper.Kms;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A KMS that knows which ciphertext stands for what, and writes down everything that it is asked. */
public final class FakeKms implements Kms, KmsStart {
    /** What was asked, in its order. */
    public final List<List<Attempt>> requests = new ArrayList<>();

    /** {@code ask} and {@code await} in their order. */
    public final List<String> log = new ArrayList<>();

    public final AtomicInteger starts = new AtomicInteger();
    public volatile CountDownLatch awaited = new CountDownLatch(1);
    private final Map<ByteBuffer, byte[]> plaintexts = new HashMap<>();
    private final Map<Integer, AttestationState> states = new TreeMap<>();
    private final Map<Integer, Failure> refusing = new HashMap<>();
    private volatile CountDownLatch closed = new CountDownLatch(1);
    private List<KmsKey> keys = List.of();
    private boolean hanging;

    /** Bytes that this decrypts to the plaintext; they begin as AWS's do. */
    public byte[] encrypt(byte[] plaintext) {
        byte[] ciphertext = random(152);
        System.arraycopy(new byte[] {1, 2, 2, 0, 0x78}, 0, ciphertext, 0, 5);
        return remember(ciphertext, plaintext);
    }

    /** So many random bytes that this decrypts to the plaintext. */
    public byte[] encrypt(byte[] plaintext, int length) {
        return remember(random(length), plaintext);
    }

    private byte[] remember(byte[] ciphertext, byte[] plaintext) {
        plaintexts.put(ByteBuffer.wrap(ciphertext), plaintext);
        return ciphertext;
    }

    /** From now on this key opens nothing. */
    public void refuse(int key, Code code) {
        refusing.put(key, new Failure(code, "refused", "hint of key " + key));
    }

    /** From now on no answer comes. */
    public void hang() {
        awaited = new CountDownLatch(1);
        hanging = true;
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** The keys that the requests' indices count. */
    public List<KmsKey> keys() {
        return keys;
    }

    @Override
    public Kms start(List<KmsKey> configured) {
        starts.incrementAndGet();
        closed = new CountDownLatch(1);
        keys = configured;
        return this;
    }

    @Override
    public int decrypt(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("no attempts");
        }
        log.add("ask");
        requests.add(attempts);
        return requests.size() - 1;
    }

    @Override
    public Plaintext await(int call) {
        log.add("await");
        awaited.countDown();
        if (hanging) {
            try {
                closed.await();
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
            throw new Failure(Code.KMS_UNREACHABLE, "the helper has ended");
        }
        StringBuilder tried = new StringBuilder();
        Failure last = null;
        for (Attempt attempt : requests.get(call)) {
            byte[] plaintext = plaintexts.get(ByteBuffer.wrap(attempt.ciphertext()));
            Failure refused = refusing.get(attempt.key());
            if (refused == null && plaintext != null) {
                return new PlainBytes(ByteBuffer.wrap(plaintext), 0, plaintext.length);
            }
            last = refused != null ? refused : new Failure(Code.KMS_INVALID_CIPHERTEXT, "not its ciphertext", "hint");
            tried.append(tried.length() == 0 ? "" : "; ")
                    .append(keys.get(attempt.key()))
                    .append(": ")
                    .append(last.getMessage());
        }
        throw new Failure(last.code(), tried.toString(), last.hint());
    }

    @Override
    public List<AttestationState> attestations() {
        return List.copyOf(states.values());
    }

    /** From now on this is what is known of its key. */
    public void attestation(AttestationState state) {
        states.put(state.key(), state);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** So many random bytes. */
    public static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
