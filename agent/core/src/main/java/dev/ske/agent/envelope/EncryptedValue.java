package dev.ske.agent.envelope;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import org.jspecify.annotations.Nullable;

/** Tells encrypted values from ordinary text, by their first characters. */
public final class EncryptedValue {
    static final String PREFIX = "ENC[v2:";
    private static final String ANY_PREFIX = "ENC[";
    private static final String JASYPT = "ENC(";
    private static final String DOTENVX = "encrypted:";

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
     * DAMAGED, not PLAIN: a ciphertext must never reach the program as if it were the secret. So is one of which that holds
     * where {@code ENC[} stood, if what follows is a ciphertext of AWS KMS or an RSA envelope. An ordinary text costs a few
     * comparisons, whatever its length.
     */
    public static Kind kindOf(String value) {
        if (isPlain(value)) {
            return Kind.PLAIN;
        }
        int same = same(value, PREFIX);
        if (same == PREFIX.length()) {
            return value.endsWith("]") ? Kind.V2 : Kind.DAMAGED;
        }
        if (nearly(value, same)) {
            return Kind.DAMAGED;
        }
        if (same >= ANY_PREFIX.length()) {
            return bracketed(value);
        }
        if (KmsText.isNearMiss(value, same)) {
            return Kind.DAMAGED;
        }
        return value.startsWith(JASYPT) ? Kind.JASYPT : Kind.DOTENVX;
    }

    /**
     * What {@code value} is in a document that says {@code raw-kms}: there a ciphertext of AWS KMS is KMS without {@code ENC[},
     * too, and one that was changed or cut off is DAMAGED.
     */
    public static Kind rawKindOf(String value) {
        Kind kind = kindOf(value);
        if (kind != Kind.PLAIN) {
            return kind;
        }
        if (looksRaw(value)) {
            return Kind.KMS;
        }
        return KmsText.isDamagedCiphertext(value) ? Kind.DAMAGED : Kind.PLAIN;
    }

    /** Whether {@code value} is a ciphertext of AWS KMS in base64, without {@code ENC[}. */
    public static boolean looksRaw(String value) {
        return KmsText.isCiphertext(value) && Base64.valid(value, 0, value.length());
    }

    /** Whether {@link #kindOf} says PLAIN, for a text that may not become a String: it is looked at, not copied. */
    public static boolean isPlain(CharSequence value) {
        int same = same(value, PREFIX);
        return same < ANY_PREFIX.length()
                && !nearly(value, same)
                && !KmsText.isNearMiss(value, same)
                && (same(value, JASYPT) < JASYPT.length() || value.charAt(value.length() - 1) != ')')
                && same(value, DOTENVX) < DOTENVX.length();
    }

    /** Whether {@code value} is in a format that we open, or was before it was damaged. */
    public static boolean isOurs(String value) {
        Kind kind = kindOf(value);
        return kind == Kind.V2 || kind == Kind.KMS || kind == Kind.DAMAGED;
    }

    /**
     * Why a value is refused that is neither text nor one that we open.
     *
     * @return VALUE_MALFORMED, its message to follow the name and place of the value and a colon; null for PLAIN, V2, KMS
     */
    public static @Nullable Failure refusal(Kind kind) {
        // no switch: the compiler makes a class of it, which each start would load
        if (kind == Kind.SOPS) {
            return refusal("is encrypted by SOPS", "decrypt the file with 'sops decrypt' first");
        }
        if (kind == Kind.JASYPT) {
            return refusal("is encrypted by Jasypt", "decrypt it with Jasypt first");
        }
        if (kind == Kind.DOTENVX) {
            return refusal("is encrypted by dotenvx", "decrypt the file with 'dotenvx decrypt' first");
        }
        return kind == Kind.DAMAGED
                ? refusal(
                        "was encrypted and is changed or cut off",
                        "restore it from a copy, or put the secret in its place and encrypt it again")
                : null;
    }

    private static Failure refusal(String why, String hint) {
        return new Failure(Code.VALUE_MALFORMED, "the value " + why, hint);
    }

    /** How many characters of {@code expected} the text begins with. */
    private static int same(CharSequence value, String expected) {
        int most = Math.min(value.length(), expected.length());
        int same = 0;
        while (same < most && value.charAt(same) == expected.charAt(same)) {
            same++;
        }
        return same;
    }

    /** Whether the prefix is there but for one character: replaced, lost or added at {@code at}. */
    private static boolean nearly(CharSequence value, int at) {
        return continues(value, at + 1, at + 1)
                || (at < ANY_PREFIX.length() && continues(value, at, at + 1))
                || continues(value, at + 1, at);
    }

    /** Whether the text goes on at {@code from} as the prefix does at {@code prefixFrom}, to the prefix's end. */
    private static boolean continues(CharSequence value, int from, int prefixFrom) {
        int length = PREFIX.length() - prefixFrom;
        if (value.length() - from < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (value.charAt(from + i) != PREFIX.charAt(prefixFrom + i)) {
                return false;
            }
        }
        return true;
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
