package dev.ske.kms;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** What of an answer of KMS is, or hides, the plaintext. */
final class Reply {
    private final byte @Nullable [] plaintext;
    private final byte @Nullable [] forRecipient;

    /** {@code forRecipient}: {@code CiphertextForRecipient}. */
    Reply(byte @Nullable [] plaintext, byte @Nullable [] forRecipient) {
        this.plaintext = plaintext;
        this.forRecipient = forRecipient;
    }

    static Reply of(@Nullable SdkBytes plaintext, @Nullable SdkBytes forRecipient) {
        return new Reply(bytes(plaintext), bytes(forRecipient));
    }

    /** In the clear, not a copy; null if there is none, as beside {@link #forRecipient}, where KMS may also leave it empty. */
    byte @Nullable [] plaintext() {
        return plaintext;
    }

    /** CMS EnvelopedData for the key pair of an attestation document; null if there is none. */
    byte @Nullable [] forRecipient() {
        return forRecipient;
    }

    private static byte @Nullable [] bytes(@Nullable SdkBytes field) {
        byte[] bytes = field == null ? new byte[0] : field.asByteArrayUnsafe();
        return bytes.length == 0 ? null : bytes;
    }
}
