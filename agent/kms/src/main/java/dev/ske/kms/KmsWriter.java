package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.config.KmsKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * Encrypts with one key of AWS KMS, for the command line, whose JVM is our own. Once {@link #rsa} has answered,
 * {@link #encrypt} is for any number of threads; else not thread-safe.
 */
public final class KmsWriter implements AutoCloseable {
    private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
    private static final String RSA = "RSA_";
    private static final String USAGE = "ENCRYPT_DECRYPT";
    private static final int SILENT_MILLIS = 10_000;

    /** No start waits for a command; a day is longer than any. In nanoseconds. */
    private static final long END = 86_400_000_000_000L;

    private final KmsKey key;
    private final Connection connection;
    private final @Nullable Clients clients;
    private final Attestations attestations;
    private final Tally tally;
    private @Nullable AttestedCalls attested;
    private volatile @Nullable String spec;
    private volatile @Nullable String arn;

    /**
     * Calls nothing yet.
     *
     * @param keySpec the key's kind as KMS names it, as {@code SYMMETRIC_DEFAULT} or {@code RSA_2048}; null: KMS is asked
     * @throws Failure CONFIG_INVALID if a key of that kind does not encrypt
     */
    public KmsWriter(KmsKey key, @Nullable String keySpec) {
        this(key, keySpec, clients(new Surroundings()));
    }

    private static Clients clients(Surroundings surroundings) {
        ProxyUser.install(surroundings);
        return new Clients(surroundings, SILENT_MILLIS);
    }

    private KmsWriter(KmsKey key, @Nullable String keySpec, Clients clients) {
        this(key, keySpec, clients.of(key), clients, new Attestations.ByName(), clients.web());
    }

    KmsWriter(
            KmsKey key,
            @Nullable String keySpec,
            Connection connection,
            @Nullable Clients clients,
            Attestations.Maker maker,
            Web web) {
        this.key = key;
        this.connection = connection;
        this.clients = clients;
        tally = new Tally();
        attestations = new Attestations(maker, web, System.nanoTime() + END, tally);
        spec = keySpec == null ? null : encrypting(keySpec);
    }

    /**
     * Whether it is an RSA key; else it is symmetric. Asks KMS, once, if nobody said; never with attestation, for which
     * DescribeKey has no {@code Recipient}.
     *
     * @throws Failure CONFIG_INVALID if the key does not encrypt; KMS_ACCESS_DENIED, and what else KMS can answer
     */
    public boolean rsa() {
        String known = spec;
        if (known == null) {
            known = describe();
            spec = known;
        }
        return known.startsWith(RSA);
    }

    private String describe() {
        KmsClient client = ready();
        try {
            KeyMetadata key = client.describeKey(
                            DescribeKeyRequest.builder().keyId(this.key.id()).build())
                    .keyMetadata();
            arn = key.arn();
            String usage = key.keyUsageAsString();
            // Null: some emulators do not say the default.
            return usage == null || usage.equals(USAGE) ? encrypting(key.keySpecAsString()) : encrypting(usage);
        } catch (Failure e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(e, Action.DESCRIBE_KEY);
        }
    }

    private String encrypting(String keySpec) {
        if (!keySpec.equals(SYMMETRIC) && !keySpec.startsWith(RSA)) {
            throw new Failure(
                    Code.CONFIG_INVALID,
                    key.id() + ": the key is for " + keySpec + " and cannot encrypt values",
                    "use a key with key usage " + USAGE + " and key spec " + SYMMETRIC
                            + ", RSA_2048, RSA_3072 or RSA_4096");
        }
        return keySpec;
    }

    /**
     * The key's ARN, as KMS last answered it.
     *
     * @throws IllegalStateException if KMS was not called yet
     */
    public String arn() {
        String known = arn;
        if (known == null) {
            throw new IllegalStateException("KMS was not called yet");
        }
        return known;
    }

    /**
     * A new data key of 256 bits, encrypted by the symmetric key with its encryption context. With attestation, where the key
     * has it: the key pair and the document are made by this JVM, at the first call, and last until {@link #close}.
     *
     * @throws Failure what KMS can answer, KMS_ACCESS_DENIED naming kms:GenerateDataKey; an ATTESTATION_* code
     */
    public Generated generateDataKey() {
        KmsClient client = ready();
        GenerateDataKeyRequest.Builder request =
                GenerateDataKeyRequest.builder().keyId(key.id()).keySpec(DataKeySpec.AES_256);
        if (!key.context().isEmpty()) {
            request.encryptionContext(key.context());
        }
        Generating question = new Generating(client, key, connection.region(), request.build(), tally);
        byte[] plaintext = new byte[0];
        try {
            AttestedCalls shown = attested();
            plaintext = shown == null ? question.plain() : shown.plaintext(question);
            GenerateDataKeyResponse answer = question.answer();
            arn = answer.keyId();
            return new Generated(plaintext, bytes(answer.ciphertextBlob()), answer.keyId());
        } catch (RuntimeException e) {
            Arrays.fill(plaintext, (byte) 0);
            throw failure(e, Action.GENERATE_DATA_KEY);
        }
    }

    /**
     * Encrypts up to 4,096 bytes, or 190 to 446 for an RSA key: with the encryption context, or by RSAES_OAEP_SHA_256. Never
     * with attestation: its answer holds no plaintext, and it takes no {@code Recipient}.
     *
     * @throws Failure what KMS can answer, KMS_ACCESS_DENIED naming kms:Encrypt
     */
    public byte[] encrypt(byte[] plaintext) {
        boolean rsa = rsa();
        KmsClient client = ready();
        EncryptRequest.Builder request =
                EncryptRequest.builder().keyId(key.id()).plaintext(SdkBytes.fromByteArrayUnsafe(plaintext));
        if (rsa) {
            request.encryptionAlgorithm(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256);
        } else if (!key.context().isEmpty()) {
            request.encryptionContext(key.context());
        }
        try {
            EncryptResponse answer = client.encrypt(request.build());
            arn = answer.keyId();
            return bytes(answer.ciphertextBlob());
        } catch (RuntimeException e) {
            throw failure(e, Action.ENCRYPT);
        }
    }

    private @Nullable AttestedCalls attested() {
        AttestedCalls known = attested;
        if (known == null) {
            known = attestations.of(key, new Warning());
            attested = known;
        }
        return known;
    }

    private KmsClient ready() {
        try {
            return connection.ready();
        } catch (Refused e) {
            throw e.refusal().failure(key.id());
        }
    }

    private static byte[] bytes(@Nullable SdkBytes bytes) {
        if (bytes == null) {
            throw new Refused(new NetworkErrors("KMS").garbage());
        }
        return bytes.asByteArrayUnsafe();
    }

    private Failure failure(RuntimeException e, Action action) {
        Refusal refusal =
                e instanceof Refused ? ((Refused) e).refusal() : new Refusals(key, connection.region()).of(e, action);
        return refusal.failure(key.id());
    }

    @Override
    public void close() {
        attestations.close();
        if (clients != null) {
            clients.close();
        }
    }

    /** A command that goes on without attestation says so. */
    private final class Warning implements News {
        @Override
        public void attested(long documentMillis) {}

        @Override
        public void fellBack(Code code, String message) {
            Log.warn(key.id() + ": " + message + " [" + code
                    + "]; attestation is not required, so data keys are made without it");
        }
    }
}
