package dev.ske.agent.envelope;

import dev.ske.agent.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A data key that AWS KMS has wrapped, taken apart (docs/format-v2.md): algorithm, ARN of the key, ciphertext. */
public final class KmsWrap {
    /** The ciphertext is one of a symmetric key: {@code SYMMETRIC_DEFAULT}. */
    public static final int SYMMETRIC = 0;

    /** The ciphertext is one of an RSA key: {@code RSAES_OAEP_SHA_256}. */
    public static final int RSA_OAEP_SHA_256 = 1;

    private static final int HEAD = 3;
    private static final int LONGEST_ARN = 2048;

    private final int algorithm;
    private final String arn;
    private final byte[] ciphertext;

    private KmsWrap(int algorithm, String arn, byte[] ciphertext) {
        this.algorithm = algorithm;
        this.arn = arn;
        this.ciphertext = ciphertext;
    }

    /**
     * Takes the body of a wrap of type {@link Wrap#KMS} apart.
     *
     * @throws Failure VALUE_MALFORMED; its message is to follow the name and place of the value and a colon
     */
    public static KmsWrap parse(Wrap wrap) {
        byte[] body = wrap.body();
        int arnLength = body.length < HEAD ? 0 : (body[1] & 0xFF) << 8 | (body[2] & 0xFF);
        if (arnLength == 0 || body.length - HEAD <= arnLength) {
            throw Envelope.malformed("a data key wrapped by KMS is cut off");
        }
        if (body[0] != SYMMETRIC && body[0] != RSA_OAEP_SHA_256) {
            throw Envelope.malformed("a data key wrapped by KMS is of an unknown algorithm");
        }
        String arn = new String(body, HEAD, arnLength, StandardCharsets.ISO_8859_1);
        if (!isArn(arn)) {
            throw Envelope.malformed("a data key wrapped by KMS does not name its key");
        }
        byte[] ciphertext = Arrays.copyOfRange(body, HEAD + arnLength, body.length);
        if (ciphertext.length > KmsValue.LONGEST_CIPHERTEXT) {
            throw Envelope.malformed("a data key wrapped by KMS is longer than KMS takes");
        }
        return new KmsWrap(body[0], arn, ciphertext);
    }

    /**
     * The wrap of a data key that KMS has encrypted.
     *
     * @param arn the key's ARN as KMS answered it
     * @throws IllegalArgumentException if {@link #parse} would refuse it
     */
    public static Wrap of(int algorithm, String arn, byte[] ciphertext) {
        boolean known = algorithm == SYMMETRIC || algorithm == RSA_OAEP_SHA_256;
        if (!known || !isArn(arn) || ciphertext.length == 0 || ciphertext.length > KmsValue.LONGEST_CIPHERTEXT) {
            throw new IllegalArgumentException("no wrap of KMS: algorithm " + algorithm + ", " + ciphertext.length
                    + " bytes, a key's name of " + arn.length());
        }
        byte[] body = Arrays.copyOf(
                new byte[] {(byte) algorithm, (byte) (arn.length() >> 8), (byte) arn.length()},
                HEAD + arn.length() + ciphertext.length);
        System.arraycopy(arn.getBytes(StandardCharsets.ISO_8859_1), 0, body, HEAD, arn.length());
        System.arraycopy(ciphertext, 0, body, HEAD + arn.length(), ciphertext.length);
        return new Wrap(Wrap.KMS, body);
    }

    /** It ends up in messages: ASCII without blanks and control characters, however an emulator may call its keys. */
    private static boolean isArn(String arn) {
        for (int i = 0; i < arn.length(); i++) {
            if (arn.charAt(i) <= ' ' || arn.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return !arn.isEmpty() && arn.length() <= LONGEST_ARN;
    }

    /** {@link #SYMMETRIC} or {@link #RSA_OAEP_SHA_256}. */
    public int algorithm() {
        return algorithm;
    }

    /** The ARN of the key: printable ASCII without blanks, at most 2,048 characters. */
    public String arn() {
        return arn;
    }

    /** What KMS made of the data key, 1 to {@link KmsValue#LONGEST_CIPHERTEXT} bytes; itself, not a copy. */
    public byte[] ciphertext() {
        return ciphertext;
    }
}
