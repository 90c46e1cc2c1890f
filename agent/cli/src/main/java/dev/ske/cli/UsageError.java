package dev.ske.cli;

/** The command was called in a way that it does not understand: exit code 2. Never shows what could be a value. */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    UsageError(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
