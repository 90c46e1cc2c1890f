package dev.ske.cli.compare;

import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import org.jspecify.annotations.Nullable;

/** What stands under one path of a document, to be compared as text. */
final class Cell {
    private final Entry entry;

    Cell(Entry entry) {
        this.entry = entry;
    }

    static boolean same(@Nullable Entry one, @Nullable Entry other) {
        if (one == null || other == null) {
            return one == other;
        }
        return new Cell(one).same(new Cell(other));
    }

    /** Of what comes from a YAML alias it is the anchor that counts: the value stands there. */
    private boolean same(Cell other) {
        if (!entry.written() || !other.entry.written()) {
            return entry.boundTo().equals(other.entry.boundTo());
        }
        boolean textless = entry.kind() == Entry.Kind.NULL || empty();
        return entry.kind() == other.entry.kind() && (textless || entry.value().equals(other.entry.value()));
    }

    /** Whether it is an empty map or list: a place for values, and none. */
    boolean empty() {
        return entry.kind() == Entry.Kind.EMPTY_MAP || entry.kind() == Entry.Kind.EMPTY_LIST;
    }

    /** What gives the same value in another document. */
    Document.Value value() {
        switch (entry.kind()) {
            case STRING:
                return Document.Value.string(entry.value());
            case NULL:
                return Document.Value.literal(entry.kind(), "null");
            case EMPTY_MAP:
                return Document.Value.literal(entry.kind(), "{}");
            case EMPTY_LIST:
                return Document.Value.literal(entry.kind(), "[]");
            default:
                return Document.Value.literal(entry.kind(), entry.value());
        }
    }

    /** The outermost list that a path is in; null if it is in none. */
    static @Nullable EntryPath list(EntryPath path) {
        EntryPath list = EntryPath.ROOT;
        for (Object part : path.parts()) {
            if (part instanceof Integer) {
                return list;
            }
            list = list.key((String) part);
        }
        return null;
    }
}
