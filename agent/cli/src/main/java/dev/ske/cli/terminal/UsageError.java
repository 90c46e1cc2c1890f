package dev.ske.cli.terminal;

/** The command was called in a way that it does not understand: exit code 2. Never shows what could be a value. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    public UsageError(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
