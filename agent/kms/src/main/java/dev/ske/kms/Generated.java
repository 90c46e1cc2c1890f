package dev.ske.kms;

import java.util.Arrays;

/** A data key that KMS made: 32 bytes, and how KMS encrypted them. */
public final class Generated implements AutoCloseable {
    private final byte[] plaintext;
    private final byte[] ciphertext;
    private final String arn;

    Generated(byte[] plaintext, byte[] ciphertext, String arn) {
        this.plaintext = plaintext;
        this.ciphertext = ciphertext;
        this.arn = arn;
    }

    /** The key itself, not a copy: {@link #close} wipes it. */
    public byte[] plaintext() {
        return plaintext;
    }

    public byte[] ciphertext() {
        return ciphertext;
    }

    /** The key that encrypted it. */
    public String arn() {
        return arn;
    }

    @Override
    public void close() {
        Arrays.fill(plaintext, (byte) 0);
    }
}
