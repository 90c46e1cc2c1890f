package dev.ske.agent.document;

import org.jspecify.annotations.Nullable;

/**
 * How large and how deep a nested document may be, written aliases counted as often as they are used. Far above what
 * people write, low enough that no document exhausts the memory or the stack of the program that it is read for.
 */
final class Limits {
    /** Lists and maps inside each other. */
    static final int DEPTH = 200;

    /** Values, once aliases are expanded. */
    static final int ENTRIES = 1_000_000;

    /** Keys and indices in the paths of all values together: each path holds its own. */
    static final int PATH_PARTS = 20_000_000;

    static void depth(int depth, int offset, @Nullable EntryPath path) {
        if (depth > DEPTH) {
            throw new SyntaxError(
                    offset,
                    path,
                    "too deeply nested: more than " + DEPTH + " lists and maps inside each other",
                    "close what is open, or make it flatter");
        }
    }

    static void size(long entries, long pathParts, int offset, @Nullable EntryPath path) {
        if (entries > ENTRIES || pathParts > PATH_PARTS) {
            throw new SyntaxError(
                    offset,
                    path,
                    "too many values: a document may have " + ENTRIES
                            + ", with every alias counted as what it stands for",
                    "use fewer aliases, or split the document");
        }
    }

    private Limits() {}
}
