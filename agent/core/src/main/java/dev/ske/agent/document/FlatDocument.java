package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.List;
import java.util.Map;

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
        StringBuilder changed = new StringBuilder(text().length() + values.size() * 64);
        int copied = 0;
        int found = 0;
        for (Entry entry : entries()) {
            Value value = values.get(entry);
            if (value != null) {
                changed.append(text(), copied, entry.start()).append(written(entry, value.text()));
                copied = entry.end();
                found++;
            }
        }
        if (found != values.size()) {
            throw new IllegalArgumentException("an entry of another document");
        }
        return changed.append(text(), copied, text().length()).toString();
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
        String lineBreak = lineBreak();
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

    /** What stands in the place of an entry's span to give this value. */
    abstract String written(Entry entry, String value);

    /** A whole line, without its line break. */
    abstract String line(String name, String value);

    /** Whether it takes an empty line to end the last value. */
    abstract boolean openEnd();

    /** The refusal of a change: DOCUMENT_MALFORMED, about this name. */
    final Failure refused(EntryPath path, String why, String hint) {
        return new Failure(Code.DOCUMENT_MALFORMED, source().name() + ": " + path + ": " + why, hint);
    }

    private String lineBreak() {
        int lf = text().indexOf('\n');
        int cr = text().indexOf('\r');
        if (cr >= 0 && (lf < 0 || cr < lf)) {
            return lf == cr + 1 ? "\r\n" : "\r";
        }
        return "\n";
    }

    private static boolean endsWithLineBreak(String text) {
        return text.endsWith("\n") || text.endsWith("\r");
    }
}
