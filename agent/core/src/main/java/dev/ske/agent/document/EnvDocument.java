package dev.ske.agent.document;

import java.util.ArrayList;
import java.util.List;

/** A .env file in the dialect of docs/env-dialect.md. */
final class EnvDocument extends FlatDocument {
    private EnvDocument(Source source, List<Entry> entries) {
        super(source, entries);
    }

    static Document parse(Source source, Lines lines) {
        return new EnvDocument(source, new EnvReader(source.text(), lines).read());
    }

    @Override
    public boolean expands() {
        return true;
    }

    @Override
    public List<Entry> cutShort() {
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries()) {
            boolean quoted = entry.start() < entry.end() && EnvQuotes.isQuote(text().charAt(entry.start()));
            if (!quoted && text().startsWith("#", entry.end())) {
                found.add(entry);
            }
        }
        return found;
    }

    @Override
    String written(Entry entry, String value) {
        char first = entry.start() == entry.end() ? 0 : text().charAt(entry.start());
        String written = EnvQuotes.write(value, EnvQuotes.isQuote(first) ? first : 0);
        if (written == null) {
            throw unwritable(entry.path());
        }
        // "NAME:" needs a blank before its value
        return entry.start() == entry.end() && text().charAt(entry.start() - 1) == ':' ? " " + written : written;
    }

    @Override
    String line(String name, String value) {
        EntryPath path = EntryPath.of(name);
        if (name.isEmpty() || EnvReader.nameEnd(name, 0, name.length()) != name.length()) {
            throw refused(path, "not a name that a .env file can hold", "use letters, digits, _, . and - only");
        }
        String written = EnvQuotes.write(value, (char) 0);
        if (written == null) {
            throw unwritable(path);
        }
        return name + "=" + written;
    }

    /** A name stands in the line where its value begins. */
    @Override
    int[] lines(Entry entry) {
        return new int[] {LineBreak.lineStart(text(), entry.start()), LineBreak.nextLine(text(), entry.end())};
    }

    @Override
    boolean openEnd() {
        return false;
    }

    private RuntimeException unwritable(EntryPath path) {
        return refused(
                path,
                "the value holds a NUL or half a surrogate pair, which no text file can hold",
                "encode such a value, in base64 for example");
    }
}
