package dev.ske.agent.document;

import dev.ske.agent.Place;

/** One value of a document, with its exact place in the text. {@code toString} shows path and place, never the value. */
public final class Entry {
    /** What the document's syntax says that the value is. Flat documents know only {@code STRING}. */
    public enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        EMPTY_LIST,
        EMPTY_MAP
    }

    private final EntryPath path;
    private final EntryPath boundTo;
    private final Kind kind;
    private final String value;
    private final Place place;
    private final int start;
    private final int end;

    Entry(EntryPath path, EntryPath boundTo, Kind kind, String value, Place place, int start, int end) {
        this.path = path;
        this.boundTo = boundTo;
        this.kind = kind;
        this.value = value;
        this.place = place;
        this.start = start;
        this.end = end;
    }

    public EntryPath path() {
        return path;
    }

    /**
     * The path of the entry where the value is written: differs from {@link #path()} only for a YAML alias or merge key,
     * whose encrypted value is bound to the name of its anchor.
     */
    public EntryPath boundTo() {
        return boundTo;
    }

    public Kind kind() {
        return kind;
    }

    /** The value as a reader of the format gets it: unquoted and unescaped; for numbers and booleans the text as written. */
    public String value() {
        return value;
    }

    /** Where the value begins. */
    public Place place() {
        return place;
    }

    /** Index of the value's first char in {@link Document#text()}, its quotes included; not its anchor or tag. */
    public int start() {
        return start;
    }

    /** Index after the value's last char. */
    public int end() {
        return end;
    }

    /** Whether the value stands here itself: false for what comes from a YAML alias or merge, which cannot be spliced. */
    public boolean written() {
        return path.equals(boundTo);
    }

    @Override
    public String toString() {
        return path + " (" + place + ")";
    }
}
