package dev.ske.agent.helper;

import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.Plaintext;
import java.util.List;

/**
 * What has ciphertexts decrypted by AWS KMS, many at a time: a helper JVM, or the same code on a thread of this one. Calls
 * are numbered in the order in which they are asked for. For one thread at a time, but for {@link #close}.
 */
public interface Kms extends AutoCloseable {
    /** A ciphertext of a symmetric key: {@code SYMMETRIC_DEFAULT}. */
    int SYMMETRIC = KmsWrap.SYMMETRIC;

    /** A ciphertext of an RSA key: {@code RSAES_OAEP_SHA_256}. */
    int RSA_OAEP_SHA_256 = KmsWrap.RSA_OAEP_SHA_256;

    /**
     * Asks for one plaintext and does not wait. The first attempt is made at once; each further one when those before it have
     * failed or have not answered for two seconds. The first success is the answer. So several keys for one ciphertext, and
     * several wraps of one data key, are one call.
     *
     * @param attempts in the order in which they are made; 1 to {@link Attempt#MOST}
     * @return the number of the call, from 0 on
     * @throws dev.ske.agent.Failure KMS_UNREACHABLE if the helper is gone
     */
    int decrypt(List<Attempt> attempts);

    /**
     * Waits for the answer of a call; may be asked for again.
     *
     * @return the plaintext, decrypted as it is read, until this is closed: then it throws Failure, too
     * @throws dev.ske.agent.Failure a KMS_* code; its message is to follow the name and place of a value and a colon
     */
    Plaintext await(int call);

    /** How attestation stands, of the keys of which that is known by now, in their order. From any thread, also after {@link #close}. */
    List<AttestationState> attestations();

    /** Ends the helper at once, whatever it does, and wipes the answers. From any thread; who waits meanwhile fails. */
    @Override
    void close();
}
