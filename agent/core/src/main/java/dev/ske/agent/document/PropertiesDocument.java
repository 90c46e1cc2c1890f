package dev.ske.agent.document;

import java.util.BitSet;
import java.util.List;

/** A file in the syntax of {@link java.util.Properties}. */
final class PropertiesDocument extends FlatDocument {
    private final BitSet bare;
    private final boolean openEnd;

    private PropertiesDocument(Source source, List<Entry> entries, PropertiesReader reader) {
        super(source, entries);
        this.bare = reader.bare();
        this.openEnd = reader.openEnd();
    }

    static Document parse(Source source, Lines lines) {
        PropertiesReader reader = new PropertiesReader(source.text(), lines);
        return new PropertiesDocument(source, reader.read(), reader);
    }

    @Override
    String written(Entry entry, String value) {
        String escaped = PropertiesEscapes.escape(value, false);
        return entry.start() == entry.end() && bare.get(entry.start()) ? "=" + escaped : escaped;
    }

    @Override
    String line(String name, String value) {
        return PropertiesEscapes.escape(name, true) + "=" + PropertiesEscapes.escape(value, false);
    }

    @Override
    int[] lines(Entry entry) {
        return new PropertiesReader(text(), new Lines(source().name(), text())).lines(entry.path());
    }

    @Override
    boolean openEnd() {
        return openEnd;
    }
}
