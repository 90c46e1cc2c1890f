package dev.ske.agent.envelope;

import dev.ske.agent.Failure;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What {@code ENC[base64]} holds, as the npm package @faizahmed/secret-keystore writes it: a ciphertext of a symmetric key as
 * KMS returned it, or the envelope of an RSA key: byte 1, u16 n, n bytes of data key wrapped by KMS (RSAES_OAEP_SHA_256), 12
 * bytes IV, ciphertext, 16 bytes tag (AES-256-GCM without additional data).
 *
 * <p>A ciphertext of AWS begins with byte 1, too, so the two are told apart by n: it is as long as an RSA modulus, 256, 384 or
 * 512, while the bytes in its place are 0202, 0203, 0101, 0102 or 0103 in a ciphertext of AWS.
 */
public final class KmsValue {
    /** The longest ciphertext that KMS takes, in bytes. */
    public static final int LONGEST_CIPHERTEXT = 6144;

    private static final String OPENING = "ENC[";
    private static final int HEAD = 3;
    private static final int MOTO_WRAPPED = 96; // key id 36, IV 12, tag 16, data key 32

    private final byte[] payload;
    private final int wrappedEnd;

    private KmsValue(byte[] payload, int wrappedEnd) {
        this.payload = payload;
        this.wrappedEnd = wrappedEnd;
    }

    /**
     * Reads {@code ENC[base64]}, or the base64 alone, strictly.
     *
     * @throws Failure VALUE_MALFORMED; its message is to follow the name and place of the value and a colon
     */
    public static KmsValue parse(String value) {
        boolean bracketed = value.startsWith(OPENING);
        if (bracketed && !value.endsWith("]")) {
            throw Envelope.malformed("it is not of the form ENC[base64]");
        }
        int from = bracketed ? OPENING.length() : 0;
        int to = bracketed ? value.length() - 1 : value.length();
        byte[] payload = Envelope.payload(value, from, to);
        int length = payload.length;
        if (length == 0) {
            throw Envelope.malformed("it is empty");
        }
        int wrapped = wrappedLength(payload);
        if (wrapped == 0 && length > LONGEST_CIPHERTEXT) {
            throw Envelope.malformed(
                    "it has " + length + " bytes, and KMS takes no ciphertext above " + LONGEST_CIPHERTEXT);
        }
        return new KmsValue(payload, wrapped == 0 ? 0 : HEAD + wrapped);
    }

    /** The length of an envelope's wrapped data key; 0 if this is no envelope. */
    static int wrappedLength(byte[] payload) {
        if (payload.length <= HEAD || payload[0] != 1) {
            return 0;
        }
        int length = (payload[1] & 0xFF) << 8 | (payload[2] & 0xFF);
        boolean fits = payload.length - HEAD - length >= AesGcm.IV + AesGcm.TAG;
        return fits && isWrapped(payload, HEAD, length) ? length : 0;
    }

    /**
     * Whether a wrapped data key is of an RSA key: as long as its modulus. The emulator moto wraps by AES for RSA keys, too;
     * what it makes begins with the id of the key, a UUID in text, which is like nothing that AWS makes.
     */
    private static boolean isWrapped(byte[] bytes, int at, int length) {
        return length == 256
                || length == 384
                || length == 512
                || (length == MOTO_WRAPPED
                        && bytes[at + 8] == '-'
                        && bytes[at + 13] == '-'
                        && bytes[at + 18] == '-'
                        && bytes[at + 23] == '-');
    }

    /** Whether this is an envelope: a data key wrapped for an RSA key, and a message under it. */
    public boolean isEnvelope() {
        return wrappedEnd > 0;
    }

    /** What KMS is to decrypt: the value's ciphertext itself, not a copy, or a copy of an envelope's wrapped data key. */
    public byte[] ciphertext() {
        return isEnvelope() ? Arrays.copyOfRange(payload, HEAD, wrappedEnd) : payload;
    }

    /** What holds an envelope's IV, ciphertext and tag: from {@link #messageAt()} on, {@link #messageLength()} bytes. */
    public ByteBuffer message() {
        return ByteBuffer.wrap(payload);
    }

    public int messageAt() {
        return isEnvelope() ? wrappedEnd : payload.length;
    }

    /** The bytes of IV, ciphertext and tag, at least 28; 0 if this is no envelope. */
    public int messageLength() {
        return payload.length - messageAt();
    }

    /** The text of a value: {@code ciphertext} is one of a symmetric key, as KMS returned it. */
    public static String format(byte[] ciphertext) {
        return OPENING + java.util.Base64.getEncoder().encodeToString(ciphertext) + "]";
    }

    /**
     * The text of an envelope: {@code message} holds IV, ciphertext and tag from {@code at} on.
     *
     * @param wrappedDataKey as KMS encrypted it for an RSA key
     * @throws IllegalArgumentException if {@link #parse} would not take that for an envelope
     */
    public static String envelope(byte[] wrappedDataKey, ByteBuffer message, int at, int length) {
        int wrapped = wrappedDataKey.length;
        byte[] payload = Arrays.copyOf(new byte[] {1, (byte) (wrapped >> 8), (byte) wrapped}, HEAD + wrapped + length);
        System.arraycopy(wrappedDataKey, 0, payload, HEAD, wrapped);
        for (int i = 0; i < length; i++) {
            payload[HEAD + wrapped + i] = message.get(at + i);
        }
        if (wrapped == 0 || wrappedLength(payload) != wrapped) {
            throw new IllegalArgumentException("no envelope: " + wrapped + " and " + length + " bytes");
        }
        return format(payload);
    }
}
