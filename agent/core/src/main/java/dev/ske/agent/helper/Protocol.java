package dev.ske.agent.helper;

import dev.ske.agent.envelope.AesGcm;
import java.nio.charset.StandardCharsets;

/** What the program's JVM and the helper agree on before anything else (docs/helper.md). All numbers are big-endian. */
public final class Protocol {
    /** The first byte of both directions after {@link #MAGIC}; either side refuses another one. */
    public static final int VERSION = 2;

    /** What a request after the greeting begins with. */
    public static final int DECRYPT = 1;

    /** The last request: the helper ends once all is answered. */
    public static final int END = 2;

    /** An answer that holds a plaintext. */
    public static final int PLAINTEXT = 1;

    /** An answer that says why no key opened a ciphertext. */
    public static final int REFUSED = 2;

    /** A message that answers no request: how attestation for a key stands now. */
    public static final int ATTESTATION = 3;

    /** Stands in {@link #ATTESTATION} where answers have the number of their request. */
    public static final int NO_REQUEST = -1;

    /** {@link #ATTESTATION}: KMS answered the key pair of a document. */
    public static final int ATTESTED = 1;

    /** {@link #ATTESTATION}: it failed and is not required; what follows is decrypted without. */
    public static final int FELL_BACK = 2;

    /** Bytes of one key's encryption, by which the helper seals every answer; it stands before the greeting. */
    public static final int ONE_TIME_KEY = AesGcm.KEY;

    /** Bytes that every message of the helper begins with: kind, number and five counts. */
    public static final int HEAD = 25;

    /** No answer is longer: 4,096 bytes of plaintext, or a few lines for each of the keys. */
    public static final int LONGEST_ANSWER = 1 << 20;

    /** No {@link #ATTESTATION} is longer: one line, which may name a path. */
    public static final int LONGEST_ATTESTATION = 1 << 16;

    private static final byte[] MAGIC = "SKE-KMS".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AAD = "ske:helper:2:".getBytes(StandardCharsets.US_ASCII);

    /** What either direction begins with, before the version. */
    public static byte[] magic() {
        return MAGIC.clone();
    }

    /** The additional data of the answer that is the {@code sequence}th, from 0: none can be left out or said twice. */
    public static byte[] aad(long sequence) {
        byte[] aad = new byte[AAD.length + 8];
        System.arraycopy(AAD, 0, aad, 0, AAD.length);
        for (int i = 0; i < 8; i++) {
            aad[AAD.length + i] = (byte) (sequence >> (8 * (7 - i)));
        }
        return aad;
    }

    private Protocol() {}
}
