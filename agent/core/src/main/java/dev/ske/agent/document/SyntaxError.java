package dev.ske.agent.document;

import org.jspecify.annotations.Nullable;

/** What a parser throws at a place that is not in its format; {@link Documents} turns it into a failure with file and line. */
final class SyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final transient @Nullable EntryPath path;
    private final @Nullable String hint;

    /**
     * @param offset index of the char in the text
     * @param path the entry being read there, where the parser knows it
     * @param message lower case, without place, value or any text of the document but names
     */
    SyntaxError(int offset, @Nullable EntryPath path, String message, @Nullable String hint) {
        super(message, null, false, false);
        this.offset = offset;
        this.path = path;
        this.hint = hint;
    }

    int offset() {
        return offset;
    }

    @Nullable
    EntryPath path() {
        return path;
    }

    @Nullable
    String hint() {
        return hint;
    }
}
