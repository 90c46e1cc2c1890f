package dev.ske.agent.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How AWS KMS is shown that it answers an enclave: {@code attestation} of an aws-kms key. Immutable; equal by its settings. */
public final class AttestationSpec {
    /** Where attestation documents come from. */
    public enum Source {
        /** {@code nsm}: the Nitro Security Module of this enclave, by its device. */
        NSM,
        /** {@code http(s)://...}: an endpoint that asks the module. */
        HTTP,
        /** {@code file:PATH}: a document that was made elsewhere, with the private key that belongs to it. */
        FILE
    }

    /** How an endpoint is asked. */
    public enum Style {
        /** {@code anjuna}: {@code publicKey}, {@code userData}, {@code nonce}, all in base64url. */
        ANJUNA,
        /** {@code original}: {@code public_key}, {@code user_data} in base64url, {@code nonce} in base64, as the npm package. */
        ORIGINAL
    }

    private final Source source;
    private final String address;
    private final @Nullable String privateKey;
    private final boolean required;
    private final long timeoutMillis;
    private final long maxAgeMillis;
    private final String userData;
    private final Style style;
    private final int rsaBits;

    /** The settings while they are read, each with its default. */
    public static final class Draft {
        public Source source = Source.NSM;
        public String address = "";
        public @Nullable String privateKey;
        public boolean required = true;
        public long timeoutMillis = 10_000;
        public long maxAgeMillis = 240_000;
        public String userData = "";
        public Style style = Style.ANJUNA;
        public int rsaBits = 2_048;
    }

    public AttestationSpec(Draft draft) {
        source = draft.source;
        address = draft.address;
        privateKey = draft.privateKey;
        required = draft.required;
        timeoutMillis = draft.timeoutMillis;
        maxAgeMillis = draft.maxAgeMillis;
        userData = draft.userData;
        style = draft.style;
        rsaBits = draft.rsaBits;
    }

    public Source source() {
        return source;
    }

    /** The endpoint's URL, or the document's absolute path; empty for {@link Source#NSM}. */
    public String address() {
        return address;
    }

    /** The absolute path of the private key, PKCS#8 in PEM; null but for {@link Source#FILE}. */
    public @Nullable String privateKey() {
        return privateKey;
    }

    /** Whether nothing is decrypted without attestation, whatever fails. */
    public boolean required() {
        return required;
    }

    /** How long making one document may take, in milliseconds. */
    public long timeoutMillis() {
        return timeoutMillis;
    }

    /** How old a document may become before it is made anew, in milliseconds; KMS takes none of five minutes. */
    public long maxAgeMillis() {
        return maxAgeMillis;
    }

    /** What the module is to sign with the document, at most 512 bytes of UTF-8; maybe empty: nothing. */
    public String userData() {
        return userData;
    }

    public Style style() {
        return style;
    }

    /** Bits of the key pair that KMS encrypts for: 2,048, 3,072 or 4,096. */
    public int rsaBits() {
        return rsaBits;
    }

    /** As it is configured, for messages: {@code nsm}, {@code http://HOST/PATH}, {@code file:/PATH}. */
    public String described() {
        switch (source) {
            case NSM:
                return "nsm";
            case FILE:
                return "file:" + address;
            default:
                return address;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof AttestationSpec)) {
            return false;
        }
        AttestationSpec that = (AttestationSpec) other;
        return source == that.source
                && address.equals(that.address)
                && Objects.equals(privateKey, that.privateKey)
                && required == that.required
                && timeoutMillis == that.timeoutMillis
                && maxAgeMillis == that.maxAgeMillis
                && userData.equals(that.userData)
                && style == that.style
                && rsaBits == that.rsaBits;
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, address, userData, rsaBits);
    }

    @Override
    public String toString() {
        return described();
    }
}
