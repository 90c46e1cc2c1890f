package dev.ske.cli.terminal;

import java.io.IOException;

/** Something that was not written, and what can be done about it. */
public final class NotWritten extends IOException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    public NotWritten(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public NotWritten(String message, String hint, IOException cause) {
        super(message, cause);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
