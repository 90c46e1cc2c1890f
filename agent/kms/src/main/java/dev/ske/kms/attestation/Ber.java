package dev.ske.kms.attestation;

/** BER (X.690), as far as lengths go. */
final class Ber {
    /** An answer of KMS has 10 levels. */
    private static final int DEEPEST = 16;

    private static final int INDEFINITE = -1;

    private final byte[] bytes;
    private final int[] ends = new int[DEEPEST];
    private int depth;
    private int at;

    private Ber(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether the bytes are one element and no more, whose parts fit into each other and are not deep. */
    static boolean isOneElement(byte[] bytes) {
        return new Ber(bytes).isOneElement();
    }

    private boolean isOneElement() {
        do {
            if (!element()) {
                return false;
            }
            while (depth > 0 && ends[depth - 1] == at) {
                depth--;
            }
        } while (depth > 0);
        return at == bytes.length;
    }

    /** Goes past a primitive element, into a constructed one, or out of one that has no length. */
    private boolean element() {
        if (limit() - at < 2) {
            return false;
        }
        int tag = bytes[at++];
        if (tag == 0) {
            return bytes[at++] == 0 && depth > 0 && ends[--depth] == INDEFINITE;
        }
        boolean constructed = (tag & 0x20) != 0;
        int length = length();
        // tags above 30 take more bytes, and KMS needs none of them
        boolean known = (tag & 0x1f) != 0x1f && (constructed || length != INDEFINITE);
        if (!known || length > limit() - at || length < INDEFINITE) {
            return false;
        }
        if (constructed) {
            if (depth == DEEPEST) {
                return false;
            }
            ends[depth++] = length == INDEFINITE ? INDEFINITE : at + length;
        } else {
            at += length;
        }
        return true;
    }

    /** {@link #INDEFINITE}, or less if it is none that we could have. */
    private int length() {
        int first = bytes[at++] & 0xff;
        if (first == 0x80) {
            return INDEFINITE;
        }
        if (first < 0x80) {
            return first;
        }
        int count = first & 0x7f;
        if (count > 3 || count > bytes.length - at) {
            return INDEFINITE - 1;
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | (bytes[at++] & 0xff);
        }
        return length;
    }

    /** Where the innermost part of a known length ends. */
    private int limit() {
        for (int i = depth - 1; i >= 0; i--) {
            if (ends[i] != INDEFINITE) {
                return ends[i];
            }
        }
        return bytes.length;
    }
}
