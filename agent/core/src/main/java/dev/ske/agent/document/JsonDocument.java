package dev.ske.agent.document;

import java.util.List;

/** A JSON document, RFC 8259. Its top level is an object; {@link JsonReader} says what is refused. */
final class JsonDocument extends NestedDocument {
    private JsonDocument(Source source, Lines lines, List<Entry> entries) {
        super(source, lines, entries);
    }

    /** @throws SyntaxError where the text is not JSON */
    static Document parse(Source source, Lines lines) {
        return new JsonDocument(source, lines, JsonReader.read(source.text(), lines));
    }

    @Override
    void replace(int index, Value value, Splice splice) {
        Entry entry = entries().get(index);
        splice.put(entry.start(), entry.end(), JsonText.write(value));
    }

    @Override
    String inserted(EntryPath path, Value value) {
        return JsonEdit.insert(text(), path, value);
    }

    @Override
    String appended(EntryPath list, Value value) {
        return JsonEdit.append(text(), list, value);
    }

    @Override
    Removal removal(EntryPath path) {
        return JsonEdit.remove(text(), path);
    }

    @Override
    Document parsed(Source source, Lines lines) {
        return parse(source, lines);
    }
}
