package dev.ske.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** What of an answer of KMS is, or hides, the plaintext. */
final class Reply {
    private final @Nullable SdkBytes plaintext;
    private final @Nullable SdkBytes forRecipient;

    /** {@code forRecipient}: {@code CiphertextForRecipient}. */
    Reply(@Nullable SdkBytes plaintext, @Nullable SdkBytes forRecipient) {
        this.plaintext = plaintext;
        this.forRecipient = forRecipient;
    }

    /** In the clear, not a copy; null if there is none, as beside {@link #forRecipient}, where KMS may also leave it empty. */
    byte @Nullable [] plaintext() {
        return bytes(plaintext);
    }

    /** CMS EnvelopedData for the key pair of an attestation document; null if there is none. */
    byte @Nullable [] forRecipient() {
        return bytes(forRecipient);
    }

    private static byte @Nullable [] bytes(@Nullable SdkBytes field) {
        byte[] bytes = field == null ? new byte[0] : field.asByteArrayUnsafe();
        return bytes.length == 0 ? null : bytes;
    }
}
