package dev.ske.api;

/**
 * No agent answers, or none that understands this version of the API; the code is {@code SECRETS_UNAVAILABLE} and the
 * message says what to do. A later call looks again, since an agent can be attached to a running program.
 */
public final class SecretsUnavailableException extends SecretsException {
    private static final long serialVersionUID = 1L;

    SecretsUnavailableException(String message) {
        super("SECRETS_UNAVAILABLE", message);
    }

    SecretsUnavailableException(String message, Throwable cause) {
        this(message);
        initCause(cause);
    }
}
