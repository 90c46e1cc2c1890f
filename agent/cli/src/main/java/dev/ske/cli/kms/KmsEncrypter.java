package dev.ske.cli.kms;

import org.jspecify.annotations.Nullable;

/** A key of AWS KMS that encrypts. Failures have a KMS_* code and name the key. */
public interface KmsEncrypter extends AutoCloseable {
    /** Whether it is an RSA key, and not a symmetric one; KMS is asked once. */
    boolean rsa();

    /** The ARN of the key, also where it is named by an alias; null: KMS need not be asked for its kind, and was not yet. */
    @Nullable
    String arn();

    /** A new data key of 32 bytes, which KMS makes and encrypts under this symmetric key. */
    NewDataKey generate();

    /** Encrypts 1 to 4,096 bytes under a symmetric key, or a data key under an RSA key with RSAES_OAEP_SHA_256. From any thread. */
    byte[] encrypt(byte[] plaintext);

    @Override
    void close();

    /** A data key as KMS answers it. */
    final class NewDataKey {
        private final byte[] plaintext;
        private final byte[] ciphertext;

        public NewDataKey(byte[] plaintext, byte[] ciphertext) {
            this.plaintext = plaintext;
            this.ciphertext = ciphertext;
        }

        /** The data key itself, not a copy: the caller wipes it. */
        public byte[] plaintext() {
            return plaintext;
        }

        public byte[] ciphertext() {
            return ciphertext;
        }
    }
}
