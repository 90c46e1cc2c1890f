package dev.ske.api;

/** No secret or setting has the name; the code is {@code SECRET_NOT_FOUND}. */
public final class SecretNotFoundException extends SecretsException {
    private static final long serialVersionUID = 1L;

    /** The code of every such exception. */
    static final String CODE = "SECRET_NOT_FOUND";

    SecretNotFoundException(String message) {
        super(CODE, message);
    }
}
