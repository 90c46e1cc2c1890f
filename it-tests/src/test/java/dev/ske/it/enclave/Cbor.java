package dev.ske.it.enclave;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the CBOR (RFC 8949) of attestation documents: definite lengths, shortest heads. */
public final class Cbor {
    static final byte[] NULL = {(byte) 0xf6};

    static byte[] uint(long value) {
        return head(0, value);
    }

    static byte[] negative(long value) {
        return head(1, -1 - value);
    }

    /** A byte string, or null for null. */
    public static byte[] bytes(byte[] content) {
        return content == null ? NULL : join(head(2, content.length), content);
    }

    public static byte[] text(String content) {
        byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
        return join(head(3, utf8.length), utf8);
    }

    public static byte[] array(byte[]... items) {
        return join(head(4, items.length), join(items));
    }

    /** Keys and values in turn. */
    static byte[] map(byte[]... items) {
        return join(head(5, items.length / 2), join(items));
    }

    static byte[] tagged(int tag, byte[] item) {
        return join(head(6, tag), item);
    }

    private static byte[] head(int major, long value) {
        int first = major << 5;
        if (value < 24) {
            return new byte[] {(byte) (first | value)};
        }
        if (value < 1 << 8) {
            return new byte[] {(byte) (first | 24), (byte) value};
        }
        if (value < 1 << 16) {
            return ByteBuffer.allocate(3)
                    .put((byte) (first | 25))
                    .putShort((short) value)
                    .array();
        }
        return value < 1L << 32
                ? ByteBuffer.allocate(5)
                        .put((byte) (first | 26))
                        .putInt((int) value)
                        .array()
                : ByteBuffer.allocate(9).put((byte) (first | 27)).putLong(value).array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private Cbor() {}
}
