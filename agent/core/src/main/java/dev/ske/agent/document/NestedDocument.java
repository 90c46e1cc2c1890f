package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.List;
import java.util.Map;

/** A document of maps and lists inside each other. */
abstract class NestedDocument extends Document {
    private final Lines lines;

    NestedDocument(Source source, Lines lines, List<Entry> entries) {
        super(source, entries);
        this.lines = lines;
    }

    @Override
    public final boolean flat() {
        return false;
    }

    @Override
    public final String replace(Map<Entry, Value> values) {
        Splice splice = new Splice(text());
        List<Entry> entries = entries();
        int found = 0;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Value value = values.get(entry);
            if (value != null) {
                if (!entry.written()) {
                    throw new IllegalArgumentException(entry + " is written elsewhere");
                }
                replace(i, value, splice);
                found++;
            }
        }
        if (found != values.size()) {
            throw new IllegalArgumentException("an entry of another document");
        }
        return splice.done();
    }

    @Override
    public final String insert(EntryPath path, Value value) {
        try {
            return inserted(path, value);
        } catch (SyntaxError e) {
            throw new Failure(
                    Code.DOCUMENT_MALFORMED,
                    lines.at(e.offset()) + ": cannot add " + path + ": " + e.path() + " " + e.getMessage(),
                    e.hint());
        }
    }

    /** Writes a value in the place of the entry with this index. */
    abstract void replace(int index, Value value, Splice splice);

    /** @throws SyntaxError about the part of the path that is in the way */
    abstract String inserted(EntryPath path, Value value);
}
