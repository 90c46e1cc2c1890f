package dev.ske.agent.envelope;

/** Tells encrypted values from ordinary text, by their first characters. */
public final class EncryptedValue {
    static final String PREFIX = "ENC[v2:";
    private static final String ANY_PREFIX = "ENC[";

    /** What a value is. */
    public enum Kind {
        /** An ordinary text. */
        PLAIN,
        /** {@code ENC[v2:...]}: {@link Envelope#parse} tells whether it is sound. */
        V2,
        /** {@code ENC[base64]}: a ciphertext of KMS or an RSA envelope. */
        KMS,
        /** An encrypted value that was changed or cut off, or of a version that is not known; never served as text. */
        DAMAGED,
        /** {@code ENC[AES256_GCM,...]}, written by SOPS. */
        SOPS,
        /** {@code ENC(...)}, written by Jasypt. */
        JASYPT,
        /** {@code encrypted:...}, written by dotenvx. */
        DOTENVX
    }

    /**
     * What {@code value} is. A text of which one character was replaced, lost or added where {@code ENC[v2:} stood is
     * DAMAGED, not PLAIN: a ciphertext must never reach the program as if it were the secret. An ordinary text costs a few
     * comparisons, whatever its length.
     */
    public static Kind kindOf(String value) {
        int same = 0;
        while (same < PREFIX.length() && same < value.length() && value.charAt(same) == PREFIX.charAt(same)) {
            same++;
        }
        if (same == PREFIX.length()) {
            return value.endsWith("]") ? Kind.V2 : Kind.DAMAGED;
        }
        if (nearly(value, same)) {
            return Kind.DAMAGED;
        }
        if (same >= ANY_PREFIX.length()) {
            return bracketed(value);
        }
        if (value.startsWith("ENC(") && value.endsWith(")")) {
            return Kind.JASYPT;
        }
        return value.startsWith("encrypted:") ? Kind.DOTENVX : Kind.PLAIN;
    }

    /** Whether {@code value} is in a format that we open, or was before it was damaged. */
    public static boolean isOurs(String value) {
        Kind kind = kindOf(value);
        return kind == Kind.V2 || kind == Kind.KMS || kind == Kind.DAMAGED;
    }

    /** Whether the prefix is there but for one character: replaced, lost or added at {@code at}. */
    private static boolean nearly(String value, int at) {
        int rest = PREFIX.length() - at;
        boolean replaced = value.regionMatches(at + 1, PREFIX, at + 1, rest - 1);
        boolean lost = at < ANY_PREFIX.length() && value.regionMatches(at, PREFIX, at + 1, rest - 1);
        return replaced || lost || value.regionMatches(at + 1, PREFIX, at, rest);
    }

    private static Kind bracketed(String value) {
        if (value.startsWith("ENC[AES256_GCM,")) {
            return Kind.SOPS;
        }
        int from = ANY_PREFIX.length();
        int to = value.length() - 1;
        // A KMS ciphertext begins with byte 1, or with text where an emulator made it: "v2" is the rest of our own
        // prefix.
        boolean kms = to > from && value.charAt(to) == ']' && !value.startsWith("v2", from);
        return kms && Base64.valid(value, from, to) ? Kind.KMS : Kind.DAMAGED;
    }

    private EncryptedValue() {}
}
