package dev.ske.agent.document;

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

    /** The text with these entries' values replaced and nothing else changed. */
    public abstract String replace(Map<Entry, Value> values);

    /**
     * The text with one value more, under a path that is not there yet, written as its neighbours are.
     *
     * @throws dev.ske.agent.Failure DOCUMENT_MALFORMED where the document has no place for it
     */
    public abstract String insert(EntryPath path, Value value);
}
