package dev.ske.it.kms;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.MGF1ParameterSpec;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** A key in the test KMS. Its state may change while the server runs. */
public final class TestKey {
    /** What {@code DescribeKey} says of a key's state. */
    public enum State {
        Enabled,
        Disabled,
        PendingDeletion
    }

    private static final Map<Integer, KeyPair> PAIRS = new ConcurrentHashMap<>();
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final String id = UUID.randomUUID().toString();
    private final String region;
    private final String account;
    private final byte[] secret = Blob.random(32);
    private final KeyPair pair;
    private final int bits;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile State state = State.Enabled;
    private volatile String image = "";

    /** A key of RSA with a modulus of so many bits, or a symmetric one for 0. */
    TestKey(String region, String account, int bits) {
        this.region = region;
        this.account = account;
        this.bits = bits;
        pair = bits == 0 ? null : PAIRS.computeIfAbsent(bits, TestKey::generate);
    }

    public String id() {
        return id;
    }

    public String arn() {
        return "arn:aws:kms:" + region + ":" + account + ":key/" + id;
    }

    /** As {@code CreateKey} and {@code --key-spec} name it. */
    public String spec() {
        return pair == null ? "SYMMETRIC_DEFAULT" : "RSA_" + bits;
    }

    public boolean symmetric() {
        return pair == null;
    }

    public TestKey state(State next) {
        state = next;
        return this;
    }

    /** From now on nobody may do this with the key: {@code Decrypt}, {@code DescribeKey}, ... */
    public TestKey deny(String operation) {
        denied.add(operation);
        return this;
    }

    /**
     * From now on it decrypts, and hands out data keys, for enclaves of one image only, as a policy with
     * {@code kms:RecipientAttestation:PCR0} (or {@code ImageSha384}, which is the same) demands; in hex.
     */
    public TestKey onlyFor(String pcr0) {
        image = pcr0;
        return this;
    }

    /** The ciphertext that KMS would return. */
    public byte[] encrypt(byte[] plaintext, Map<String, String> context) {
        return pair == null
                ? Blob.seal(secret, arn(), plaintext, context)
                : rsa(Cipher.ENCRYPT_MODE, plaintext, context);
    }

    public byte[] encrypt(byte[] plaintext) {
        return encrypt(plaintext, Map.of());
    }

    byte[] decrypt(byte[] ciphertext, Map<String, String> context) {
        return pair == null
                ? Blob.open(secret, arn(), ciphertext, context)
                : rsa(Cipher.DECRYPT_MODE, ciphertext, context);
    }

    String account() {
        return account;
    }

    /** The PCR0 that it is for; empty if it is for all. */
    String image() {
        return image;
    }

    State state() {
        return state;
    }

    boolean denies(String operation) {
        return denied.contains(operation);
    }

    private byte[] rsa(int mode, byte[] text, Map<String, String> context) {
        if (!context.isEmpty()) {
            throw new Refusal("ValidationException", "EncryptionContext is not supported for asymmetric keys.");
        }
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(mode, mode == Cipher.ENCRYPT_MODE ? pair.getPublic() : pair.getPrivate(), OAEP);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw Blob.invalid();
        }
    }

    private static KeyPair generate(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
