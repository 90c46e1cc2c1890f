package dev.ske.agent;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for people: one line that says what failed, where and why, and a second line that says what to do.
 * Neither may hold a value, a key or a ciphertext.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable String hint;

    /** {@code message}: lower case, no full stop, no code (it is appended where the line is printed). */
    public Failure(Code code, String message, @Nullable String hint) {
        super(message);
        this.code = code;
        this.hint = hint;
    }

    public Failure(Code code, String message) {
        this(code, message, null);
    }

    public Code code() {
        return code;
    }

    public @Nullable String hint() {
        return hint;
    }
}
