package dev.ske.kms;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.helper.Kms;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;

/** A key that decrypts, over the client that reaches it. Safe for several threads. */
final class RemoteKey {
    private final KmsKey key;
    private final Connection connection;
    private final Tally tally;

    RemoteKey(KmsKey key, Connection connection, Tally tally) {
        this.key = key;
        this.connection = connection;
        this.tally = tally;
    }

    /** Nanoseconds; 0: none of its own. */
    long timeoutNanos() {
        return key.timeoutMillis() * 1_000_000;
    }

    /** Builds the client and fetches the credentials, so that the first call finds both; of failures that call tells. */
    void warm() {
        try {
            connection.ready();
        } catch (Refused | LinkageError e) {
            // The first call meets it again.
        }
    }

    /**
     * One call of KMS, attempts included. Always names the key: none that only the ciphertext names is ever used.
     *
     * @param algorithm as {@link Kms#decrypt} says
     * @return the plaintext; the caller wipes it
     * @throws Refused if KMS does not decrypt it
     */
    byte[] decrypt(int algorithm, byte[] ciphertext) {
        KmsClient client = connection.ready();
        DecryptRequest request = request(algorithm, ciphertext);
        tally.begin();
        try {
            SdkBytes plaintext = client.decrypt(request).plaintext();
            if (plaintext == null) {
                throw new Refused(new NetworkErrors("KMS").garbage());
            }
            return plaintext.asByteArrayUnsafe();
        } catch (Refused e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Refused(new Refusals(key, connection.region()).of(e, Action.DECRYPT));
        } finally {
            tally.end();
        }
    }

    private DecryptRequest request(int algorithm, byte[] ciphertext) {
        DecryptRequest.Builder request =
                DecryptRequest.builder().keyId(key.id()).ciphertextBlob(SdkBytes.fromByteArrayUnsafe(ciphertext));
        if (algorithm == Kms.RSA_OAEP_SHA_256) {
            request.encryptionAlgorithm(EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256);
        } else if (!key.context().isEmpty()) {
            request.encryptionContext(key.context());
        }
        return request.build();
    }
}
