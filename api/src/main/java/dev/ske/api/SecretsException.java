package dev.ske.api;

/** A secret cannot be had. The message says which one and why; it never holds a value. */
public class SecretsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The reason. */
    private final String code;

    SecretsException(String code, String message) {
        super(message);
        this.code = code;
    }

    /**
     * The reason, for programs: one of the codes that docs/api.md lists, as {@code STORE_DESTROYED}. A code keeps its
     * meaning for good; newer agents may add codes.
     *
     * @return upper case letters and underscores
     */
    public final String code() {
        return code;
    }
}
