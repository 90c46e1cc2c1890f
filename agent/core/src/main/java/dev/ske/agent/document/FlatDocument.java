package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A document of one name and value after the other, without nesting. */
abstract class FlatDocument extends Document {
    FlatDocument(Source source, List<Entry> entries) {
        super(source, entries);
    }

    @Override
    public final boolean flat() {
        return true;
    }

    @Override
    public final String replace(Map<Entry, Value> values) {
        Splice splice = new Splice(text());
        int found = 0;
        for (Entry entry : entries()) {
            Value value = values.get(entry);
            if (value != null) {
                splice.put(entry.start(), entry.end(), written(entry, value.text()));
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
        if (path.parts().size() != 1 || !(path.parts().get(0) instanceof String)) {
            throw refused(path, "the file's format has no nesting", "give the name as one word: " + path.canonical());
        }
        for (Entry entry : entries()) {
            if (entry.path().equals(path)) {
                throw refused(path, "already set in line " + entry.place().line(), "replace its value instead");
            }
        }
        String text = text();
        String lineBreak = LineBreak.of(text);
        StringBuilder longer = new StringBuilder(text);
        boolean complete = text.isEmpty() || text.equals("\uFEFF") || endsWithLineBreak(text);
        if (!complete) {
            longer.append(lineBreak);
        }
        if (openEnd()) {
            longer.append(lineBreak);
        }
        longer.append(line((String) path.parts().get(0), value.text()));
        return complete ? longer.append(lineBreak).toString() : longer.toString();
    }

    @Override
    public final String remove(EntryPath path) {
        for (Entry entry : entries()) {
            if (entry.path().equals(path)) {
                int[] lines = lines(entry);
                return new Splice(text()).put(lines[0], lines[1], "").done();
            }
        }
        throw refused(path, "is not set", null);
    }

    @Override
    public final String append(EntryPath list, Value value) {
        throw refused(list, "the file's format has no lists", "set the name to its items, with commas between them");
    }

    /** Where the entry's first line begins, and the index after its last line and that one's line break. */
    abstract int[] lines(Entry entry);

    /** What stands in the place of an entry's span to give this value. */
    abstract String written(Entry entry, String value);

    /** A whole line, without its line break. */
    abstract String line(String name, String value);

    /** Whether it takes an empty line to end the last value. */
    abstract boolean openEnd();

    /** The refusal of a change: DOCUMENT_MALFORMED, about this name. */
    final Failure refused(EntryPath path, String why, @Nullable String hint) {
        return new Failure(Code.DOCUMENT_MALFORMED, source().name() + ": " + path + ": " + why, hint);
    }

    private static boolean endsWithLineBreak(String text) {
        return text.endsWith("\n") || text.endsWith("\r");
    }
}
