package dev.ske.cli;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.KmsKey;
import dev.ske.agent.envelope.PlainBytes;
import dev.ske.agent.envelope.Plaintext;
import dev.ske.agent.helper.Attempt;
import dev.ske.agent.helper.AttestationState;
import dev.ske.agent.helper.Kms;
import dev.ske.cli.kms.KmsAccess;
import dev.ske.cli.kms.KmsEncrypter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A KMS in memory, with real AES and RSA. A symmetric ciphertext begins as those of AWS do. It counts calls by their action,
 * and remembers which settings came with the last one.
 */
public final class FakeKms implements KmsAccess {
    private static final byte[] BEGINNING = {1, 2, 2, 0, 0x78};
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final Map<String, Key> keys = new HashMap<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> handed = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> denied = new HashSet<>();
    private volatile @Nullable KmsKey last;
    private boolean nonsense;
    private boolean outside;
    private volatile long latencyMillis;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private int askedBeforeWaiting;

    /** A key; an RSA key has a pair, and does nothing with its secret. */
    private record Key(
            String arn, SecretKeySpec secret, @Nullable KeyPair rsa) {}

    /** A new symmetric key under this alias; returns its ARN. */
    public String symmetric(String alias) {
        return add(alias, null);
    }

    /** One more name for a key. */
    public void again(String alias, String name) {
        keys.put(name, Objects.requireNonNull(keys.get(alias)));
    }

    /** A new RSA key of 2,048 bits under this alias; returns its ARN. */
    public String rsa(String alias) {
        try {
            KeyPairGenerator pairs = KeyPairGenerator.getInstance("RSA");
            pairs.initialize(2048);
            return add(alias, pairs.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String add(String alias, @Nullable KeyPair rsa) {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String arn = "arn:aws:kms:eu-central-1:111122223333:key/" + UUID.randomUUID();
        Key key = new Key(arn, new SecretKeySpec(secret, "AES"), rsa);
        keys.put(alias, key);
        keys.put(arn, key);
        return arn;
    }

    /** From now on this action fails, as IAM lets it. */
    public void deny(String action) {
        denied.add(action);
    }

    /** From now on what gives a secret fails, as with an attested key where there is no enclave. */
    public void leaveEnclave() {
        outside = true;
    }

    /** From now on every ciphertext that is made has no bytes. */
    public void answerNonsense() {
        nonsense = true;
    }

    /** From now on every encryption takes as long. */
    public void takes(long millis) {
        latencyMillis = millis;
    }

    /** How many encryptions were under way at once, at most. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** How many decryptions the last command had asked for when it first waited for one. */
    public int askedBeforeWaiting() {
        return askedBeforeWaiting;
    }

    /** The actions that were called since the last time that this was asked, in their order. */
    public List<String> calls() {
        List<String> now = List.copyOf(calls);
        calls.clear();
        return now;
    }

    /** The key of the last call with its settings. */
    public KmsKey last() {
        return Objects.requireNonNull(last);
    }

    @Override
    public KmsEncrypter encrypter(KmsKey configured, @Nullable String keySpec) {
        return new Encrypter(configured, keySpec);
    }

    @Override
    public Kms start(List<KmsKey> configured) {
        return new Decrypter(configured);
    }

    private Key called(String action, KmsKey configured) {
        calls.add(action);
        last = configured;
        if (denied.contains(action)) {
            throw new Failure(
                    Code.KMS_ACCESS_DENIED, configured + ": KMS denied kms:" + action, "the role needs kms:" + action);
        }
        if (outside && (action.equals("Decrypt") || action.equals("GenerateDataKey"))) {
            throw new Failure(Code.ATTESTATION_UNAVAILABLE, configured + ": nobody attests here", "enter an enclave");
        }
        Key key = keys.get(configured.id());
        if (key == null) {
            throw new Failure(Code.KMS_KEY_NOT_FOUND, configured + ": there is no such key", "correct its name");
        }
        return key;
    }

    private byte[] seal(Key key, Map<String, String> context, byte[] plaintext) {
        if (nonsense) {
            return new byte[0];
        }
        try {
            if (key.rsa() != null) {
                Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
                cipher.init(Cipher.ENCRYPT_MODE, key.rsa().getPublic(), OAEP);
                return cipher.doFinal(plaintext);
            }
            byte[] iv = new byte[12];
            RANDOM.nextBytes(iv);
            byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key, iv, context).doFinal(plaintext);
            return ByteBuffer.allocate(BEGINNING.length + iv.length + sealed.length)
                    .put(BEGINNING)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] open(Key key, Map<String, String> context, Attempt attempt) {
        byte[] sealed = attempt.ciphertext();
        try {
            if (attempt.algorithm() == Kms.RSA_OAEP_SHA_256 && key.rsa() != null) {
                Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
                cipher.init(Cipher.DECRYPT_MODE, key.rsa().getPrivate(), OAEP);
                return cipher.doFinal(sealed);
            }
            int body = BEGINNING.length + 12;
            if (attempt.algorithm() == Kms.SYMMETRIC && key.rsa() == null && sealed.length > body) {
                byte[] iv = Arrays.copyOfRange(sealed, BEGINNING.length, body);
                return gcm(Cipher.DECRYPT_MODE, key, iv, context).doFinal(sealed, body, sealed.length - body);
            }
        } catch (GeneralSecurityException notIts) {
            // as below
        }
        throw new Failure(Code.KMS_INVALID_CIPHERTEXT, "KMS does not take the ciphertext", "is it of that key?");
    }

    private static Cipher gcm(int mode, Key key, byte[] iv, Map<String, String> context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(128, iv));
        cipher.updateAAD(new TreeMap<>(context).toString().getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Every array with a data key or a plaintext that went from here to the command or back. */
    public List<byte[]> handed() {
        return handed;
    }

    private final class Encrypter implements KmsEncrypter {
        private final KmsKey configured;
        private final @Nullable String keySpec;
        private @Nullable Key described;

        Encrypter(KmsKey configured, @Nullable String keySpec) {
            this.configured = configured;
            this.keySpec = keySpec;
        }

        private synchronized Key described() {
            if (described == null) {
                described = called("DescribeKey", configured);
            }
            return described;
        }

        @Override
        public boolean rsa() {
            return keySpec == null ? described().rsa() != null : keySpec.startsWith("RSA");
        }

        @Override
        public synchronized @Nullable String arn() {
            return keySpec == null || described != null ? described().arn() : null;
        }

        @Override
        public NewDataKey generate() {
            Key key = called("GenerateDataKey", configured);
            described = key;
            byte[] plaintext = new byte[32];
            RANDOM.nextBytes(plaintext);
            handed.add(plaintext);
            return new NewDataKey(plaintext, seal(key, configured.context(), plaintext));
        }

        @Override
        public byte[] encrypt(byte[] plaintext) {
            handed.add(plaintext);
            mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                Thread.sleep(latencyMillis);
                Key key = called("Encrypt", configured);
                synchronized (this) {
                    described = key;
                }
                return seal(key, configured.context(), plaintext);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                underWay.decrementAndGet();
            }
        }

        @Override
        public void close() {}
    }

    private final class Decrypter implements Kms {
        private final List<KmsKey> configured;
        private final List<Object> answers = new ArrayList<>();
        private boolean waited;

        Decrypter(List<KmsKey> configured) {
            this.configured = configured;
        }

        @Override
        public int decrypt(List<Attempt> attempts) {
            answers.add(answer(attempts));
            return answers.size() - 1;
        }

        private Object answer(List<Attempt> attempts) {
            Failure failure = null;
            for (Attempt attempt : attempts) {
                KmsKey key = configured.get(attempt.key());
                try {
                    return open(called("Decrypt", key), key.context(), attempt);
                } catch (Failure refused) {
                    failure = refused;
                }
            }
            return Objects.requireNonNull(failure);
        }

        @Override
        public Plaintext await(int call) {
            if (!waited) {
                waited = true;
                askedBeforeWaiting = answers.size();
            }
            Object answer = answers.get(call);
            if (answer instanceof Failure failure) {
                throw failure;
            }
            byte[] plaintext = (byte[]) answer;
            return new PlainBytes(ByteBuffer.wrap(plaintext), 0, plaintext.length);
        }

        @Override
        public List<AttestationState> attestations() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
