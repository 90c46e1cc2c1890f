package dev.ske.agent.helper;

import dev.ske.agent.envelope.Scratch;

/**
 * What has ciphertexts decrypted by AWS KMS, many at a time: a helper JVM, or the same code on a thread of this one. Calls
 * are numbered in the order in which they are asked for. For one thread at a time, but for {@link #close}.
 */
public interface Kms extends AutoCloseable {
    /** A ciphertext of a symmetric key: {@code SYMMETRIC_DEFAULT}. */
    int SYMMETRIC = 0;

    /** A ciphertext of an RSA key: {@code RSAES_OAEP_SHA_256}. */
    int RSA_OAEP_SHA_256 = 1;

    /**
     * Asks for one ciphertext and does not wait.
     *
     * @param algorithm {@link #SYMMETRIC} or {@link #RSA_OAEP_SHA_256}
     * @param ciphertext as KMS made it, 1 to 6,144 bytes
     * @param keys indices of configured keys, in the order in which they are tried; at least one
     * @return the number of the call, from 0 on
     * @throws dev.ske.agent.Failure KMS_UNREACHABLE if the helper is gone
     */
    int decrypt(int algorithm, byte[] ciphertext, int... keys);

    /**
     * Waits for the answer of a call; may be asked for again.
     *
     * @return the length of the plaintext, which stands at 0 in {@code scratch}
     * @throws dev.ske.agent.Failure a KMS_* code; its message is to follow the name and place of a value and a colon
     */
    int await(int call, Scratch scratch);

    /** Ends the helper at once, whatever it does, and wipes the answers. From any thread; who waits meanwhile fails. */
    @Override
    void close();
}
