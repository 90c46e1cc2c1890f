package dev.ske.agent.envelope;

import java.util.List;

/** A data key, encrypted for one key: the type says for what sort of key, the body is that sort's own. */
public final class Wrap {
    /** A local key: 8 bytes of key id, 12 of IV, 32 of encrypted data key, 16 of tag. */
    public static final int LOCAL = 1;

    /** A key of AWS KMS. */
    public static final int KMS = 2;

    public static final int LOCAL_ID = 8;
    public static final int LOCAL_LENGTH = LOCAL_ID + AesGcm.IV + AesGcm.KEY + AesGcm.TAG;

    /** The most wraps that a value may have. */
    public static final int MOST = 8;

    private final int type;
    private final byte[] body;

    /** {@code type}: 0 to 255; {@code body}: at most 65,535 bytes, not copied. */
    public Wrap(int type, byte[] body) {
        this.type = type;
        this.body = body;
    }

    public int type() {
        return type;
    }

    /** The body itself, not a copy. */
    public byte[] body() {
        return body;
    }

    /** The bytes of these wraps in a value: their count, then {type, length, body} of each. */
    public static byte[] block(List<Wrap> wraps) {
        if (wraps.isEmpty() || wraps.size() > MOST) {
            throw new IllegalArgumentException(wraps.size() + " wraps");
        }
        int size = 1;
        for (Wrap wrap : wraps) {
            size += 3 + wrap.body.length;
        }
        byte[] block = new byte[size];
        block[0] = (byte) wraps.size();
        int at = 1;
        for (Wrap wrap : wraps) {
            block[at] = (byte) wrap.type;
            block[at + 1] = (byte) (wrap.body.length >> 8);
            block[at + 2] = (byte) wrap.body.length;
            System.arraycopy(wrap.body, 0, block, at + 3, wrap.body.length);
            at += 3 + wrap.body.length;
        }
        return block;
    }
}
