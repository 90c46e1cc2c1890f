package dev.ske.agent;

/** The stable codes that a start or a read can end with (docs/configuration.md), and their exit status. */
public enum Code {
    CONFIG_INVALID(78),
    DOCUMENT_MISSING(78),
    DOCUMENT_MALFORMED(78),
    KEY_FILE_MISSING(78),
    KEY_FILE_INVALID(78),
    VALUE_MALFORMED(78),
    SECRET_NOT_FOUND(78),
    MEMORY_UNAVAILABLE(78),
    KMS_KEY_NOT_FOUND(78),
    KEY_FILE_PERMISSIONS(77),
    KEY_MISMATCH(77),
    VALUE_TAMPERED(77),
    KMS_ACCESS_DENIED(77),
    KMS_KEY_DISABLED(77),
    KMS_INVALID_CIPHERTEXT(77),
    KMS_CREDENTIALS_MISSING(77),
    ATTESTATION_EXPIRED(77),
    ATTESTATION_UNWRAP_FAILED(77),
    KMS_UNREACHABLE(69),
    KMS_THROTTLED(69),
    ATTESTATION_UNAVAILABLE(69),
    ATTESTATION_FETCH_FAILED(69),
    SECRET_EXPIRED(70),
    SECRET_READ_LIMIT(70),
    SECRET_DENIED(70),
    STORE_DESTROYED(70),
    INTERNAL(70);

    private final int exit;

    Code(int exit) {
        this.exit = exit;
    }

    /** The process exit status of a start that fails with this code (sysexits.h). */
    public int exit() {
        return exit;
    }
}
