package dev.ske.agent.document;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads documents of every format and writes their text back. */
public final class Documents {
    /**
     * Reads and parses a file.
     *
     * @param format null: chosen by the file's name
     * @throws dev.ske.agent.Failure DOCUMENT_MISSING (absent, a folder, no permission, not a regular file),
     *     DOCUMENT_MALFORMED (with file:line:column), VALUE_MALFORMED (the syntax breaks inside an encrypted value),
     *     CONFIG_INVALID (no format for that name)
     */
    public static Document read(Path file, @Nullable Format format) {
        throw new IllegalStateException("not written yet " + file + format);
    }

    /** Parses a text that is already there; {@code name} stands in messages. */
    public static Document parse(String name, String text, Format format) {
        throw new IllegalStateException("not written yet " + name + text + format);
    }

    /**
     * Replaces a file's content in one step: a temporary file beside it with the same mode and owner, fsync, rename; a
     * symbolic link stays and its target is replaced. After a crash the file is the old or the new one. A file that is
     * not there yet is created with mode 0600.
     */
    public static void write(Path file, Document old, String text) {
        throw new IllegalStateException("not written yet " + file + old + text);
    }

    private Documents() {}
}
