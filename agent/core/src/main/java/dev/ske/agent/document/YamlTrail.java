package dev.ske.agent.document;

import org.jspecify.annotations.Nullable;

/**
 * The path that was read last. It stays until the next key or item begins, for what cannot be read behind a value often
 * is that value's doing.
 */
final class YamlTrail {
    private final Object[] parts = new Object[Limits.DEPTH + 2];
    private int length;

    /** A key, or the index of a list's item, with so many lists and maps around the one that it stands in. */
    void at(int depth, Object part) {
        parts[depth] = part;
        length = depth + 1;
    }

    /** Null before the first key. */
    @Nullable
    EntryPath path() {
        EntryPath path = EntryPath.ROOT;
        for (int i = 0; i < length; i++) {
            path = parts[i] instanceof Integer ? path.index((Integer) parts[i]) : path.key((String) parts[i]);
        }
        return length == 0 ? null : path;
    }
}
