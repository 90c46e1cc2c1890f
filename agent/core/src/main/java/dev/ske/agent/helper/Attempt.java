package dev.ske.agent.helper;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One way to the plaintext that a request asks for: a ciphertext and the key that is asked to decrypt it. Immutable. */
public final class Attempt {
    /** No request has more of them: their count is one byte. */
    public static final int MOST = 255;

    private final int key;
    private final int algorithm;
    private final byte[] ciphertext;

    /**
     * @param key index of a configured key
     * @param algorithm {@link Kms#SYMMETRIC} or {@link Kms#RSA_OAEP_SHA_256}
     * @param ciphertext as KMS made it, 1 to 6,144 bytes; not copied
     */
    public Attempt(int key, int algorithm, byte[] ciphertext) {
        this.key = key;
        this.algorithm = algorithm;
        this.ciphertext = ciphertext;
    }

    public int key() {
        return key;
    }

    public int algorithm() {
        return algorithm;
    }

    /** The ciphertext itself, not a copy. */
    public byte[] ciphertext() {
        return ciphertext;
    }

    /** Writes the attempts of one request as docs/helper.md says: their count and each of them. */
    public static void write(List<Attempt> attempts, DataOutput out) throws IOException {
        out.writeByte(attempts.size());
        for (Attempt attempt : attempts) {
            out.writeByte(attempt.key);
            out.writeByte(attempt.algorithm);
            out.writeShort(attempt.ciphertext.length);
            out.write(attempt.ciphertext);
        }
    }

    public static List<Attempt> read(DataInput in) throws IOException {
        int count = in.readUnsignedByte();
        List<Attempt> attempts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int key = in.readUnsignedByte();
            int algorithm = in.readUnsignedByte();
            byte[] ciphertext = new byte[in.readUnsignedShort()];
            in.readFully(ciphertext);
            attempts.add(new Attempt(key, algorithm, ciphertext));
        }
        return attempts;
    }
}
