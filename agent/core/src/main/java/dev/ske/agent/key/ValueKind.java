package dev.ske.agent.key;

/** What the first byte of a plaintext says that the bytes after it are. */
public final class ValueKind {
    /** Text in UTF-8. */
    public static final int STRING = 0;

    /** A number as its document had it, in ASCII. */
    public static final int NUMBER = 1;

    /** {@code true} or {@code false} as its document had it. */
    public static final int BOOLEAN = 2;

    /** Any bytes. */
    public static final int BYTES = 3;

    private ValueKind() {}
}
