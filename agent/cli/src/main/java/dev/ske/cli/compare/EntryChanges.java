package dev.ske.cli.compare;

import dev.ske.agent.document.Document;
import dev.ske.agent.document.Documents;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Takes over changes of one version of a document into another, value by value: for texts whose lines do not merge. */
final class EntryChanges {
    private final DocumentFile file;
    private Document document;

    EntryChanges(DocumentFile file) {
        this.file = file;
        document = file.document();
    }

    /**
     * The document's text with other values.
     *
     * @throws dev.ske.agent.Failure DOCUMENT_MALFORMED where it has no place for one
     */
    String to(Map<EntryPath, Entry> wanted) {
        Map<Entry, Document.Value> values = new HashMap<>();
        Set<EntryPath> here = new HashSet<>();
        Set<EntryPath> gone = new HashSet<>();
        for (Entry entry : document.entries()) {
            Entry other = wanted.get(entry.path());
            here.add(entry.path());
            if (other == null) {
                if (!new Cell(entry).empty()) {
                    gone.add(entry.path());
                }
            } else if (entry.written() && other.written() && !Cell.same(entry, other)) {
                values.put(entry, new Cell(other).value());
            }
        }
        become(document.replace(values));
        wanted.forEach((path, entry) -> {
            if (!here.contains(path) && entry.written()) {
                become(document.insert(path, new Cell(entry).value()));
            }
        });
        gone.forEach(path -> become(document.remove(path)));
        return document.text();
    }

    private void become(String text) {
        document = Documents.parse(file.name(), text, file.format());
    }
}
