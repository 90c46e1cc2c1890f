package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
            throw refused("add", path, e);
        }
    }

    @Override
    public final String remove(EntryPath path) {
        try {
            Removal removal = removal(path);
            List<Object> wanted = Change.without(entries(), path);
            for (String text : removal.texts()) {
                List<Entry> left = reread(text);
                if (left != null && Change.others(left, null, null).equals(wanted)) {
                    return text;
                }
            }
            throw new SyntaxError(
                    removal.at(),
                    path,
                    removal.aliased()
                            ? "has an anchor that an alias uses"
                            : "cannot go without a change of other values",
                    removal.aliased() ? "write the values out where the alias stands" : "change the file by hand");
        } catch (SyntaxError e) {
            throw refused("remove", path, e);
        }
    }

    @Override
    public final String append(EntryPath list, Value value) {
        try {
            int count = 0;
            while (Change.holds(entries(), list.index(count))) {
                count++;
            }
            String text = appended(list, value);
            List<Entry> longer = reread(text);
            EntryPath item = list.index(count);
            if (longer != null
                    && Change.holds(longer, item)
                    && Change.others(longer, item, null).equals(Change.others(entries(), null, list))) {
                return text;
            }
            throw new SyntaxError(0, list, "cannot grow without a change of other values", "change the file by hand");
        } catch (SyntaxError e) {
            throw refused("add to", list, e);
        }
    }

    private @Nullable List<Entry> reread(String text) {
        Source changed = new Source(source().name(), text, source().charset());
        try {
            return parsed(changed, new Lines(changed.name(), text)).entries();
        } catch (SyntaxError e) {
            return null;
        }
    }

    private Failure refused(String verb, EntryPath path, SyntaxError e) {
        String place = lines.at(e.offset()) + ": cannot " + verb + " " + path + ": ";
        return new Failure(Code.DOCUMENT_MALFORMED, place + e.path() + " " + e.getMessage(), e.hint());
    }

    /** Writes a value in the place of the entry with this index. */
    abstract void replace(int index, Value value, Splice splice);

    /** @throws SyntaxError about the part of the path that is in the way */
    abstract String inserted(EntryPath path, Value value);

    /** As {@link #inserted}. */
    abstract String appended(EntryPath list, Value value);

    /** @throws SyntaxError about the part of the path that is not there */
    abstract Removal removal(EntryPath path);

    /** @throws SyntaxError where the text is not of this format */
    abstract Document parsed(Source source, Lines lines);
}
