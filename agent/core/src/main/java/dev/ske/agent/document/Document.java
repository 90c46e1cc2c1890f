package dev.ske.agent.document;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A parsed document: its text, byte for byte, and its entries with their spans. Immutable; a change gives a new text, in
 * which only the changed values' bytes differ.
 */
public abstract class Document {
    private final Source source;
    private final List<Entry> entries;

    Document(Source source, List<Entry> entries) {
        this.source = source;
        this.entries = entries;
    }

    /** A new value of an entry. */
    public static final class Value {
        private final Entry.Kind kind;
        private final String text;

        private Value(Entry.Kind kind, String text) {
            this.kind = kind;
            this.text = text;
        }

        /** A text, which is quoted and escaped as its place demands. */
        public static Value string(String text) {
            return new Value(Entry.Kind.STRING, text);
        }

        /** A number or boolean as written, unquoted where the format knows it. */
        public static Value literal(Entry.Kind kind, String text) {
            return new Value(kind, text);
        }

        Entry.Kind kind() {
            return kind;
        }

        String text() {
            return text;
        }
    }

    /** All values in the order of the text, those of the {@code ske:} section included. */
    public List<Entry> entries() {
        return entries;
    }

    /** The whole text, with BOM, CRLF and all: encoding it again gives the bytes that were read. */
    public String text() {
        return source.text();
    }

    public Source source() {
        return source;
    }

    /** Whether the format has no nesting ({@code .env}, {@code .properties}). */
    public abstract boolean flat();

    /** Whether {@link Expansion} knows the format: only .env has references. */
    public boolean expands() {
        return false;
    }

    /**
     * Entries whose value ends at a {@code #} right behind it, without quotes or a blank between: a comment to the readers
     * of .env files that we follow, but perhaps the rest of a password to whoever wrote it.
     */
    public List<Entry> cutShort() {
        return Collections.emptyList();
    }

    /** The text with these entries' values replaced and nothing else changed. */
    public abstract String replace(Map<Entry, Value> values);

    /**
     * The text with one value more, under a path that is not there yet, written as its neighbours are.
     *
     * @throws dev.ske.agent.Failure DOCUMENT_MALFORMED where the document has no place for it
     */
    public abstract String insert(EntryPath path, Value value);

    /**
     * The text without what stands at this path: its lines, or the member and one comma. In a nested document that may be
     * a whole map or list; the items behind a list's item move up, and what the last entry leaves empty is {@code {}} or
     * {@code []}. All other entries are what they were.
     *
     * @throws dev.ske.agent.Failure DOCUMENT_MALFORMED where nothing stands there, where it comes from an anchor that is
     *     written elsewhere, or where other entries would change with it
     */
    public abstract String remove(EntryPath path);

    /**
     * The text with one item more at the end of a list, written as its neighbours are; where nothing stands at the path,
     * with a new list of that one item.
     *
     * @throws dev.ske.agent.Failure DOCUMENT_MALFORMED where something else stands there, where the list comes from an
     *     anchor, or in a flat document, whose lists are values with commas
     */
    public abstract String append(EntryPath list, Value value);
}
