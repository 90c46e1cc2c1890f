package dev.ske.cli.edit;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Entry;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.value.PlainDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A document, and its text with all values plain: what the editor shows. */
final class OpenDocument {
    private final DocumentFile file;
    private final DocumentFile shown;
    private final List<Before> values;

    private OpenDocument(DocumentFile file, DocumentFile shown, List<Before> values) {
        this.file = file;
        this.shown = shown;
        this.values = values;
    }

    /**
     * Opens every value.
     *
     * @param keys asked for only if there is something to open
     * @throws dev.ske.agent.Failure if one does not open
     */
    static OpenDocument of(DocumentFile file, Supplier<List<KeySpec>> keys, Shell shell) {
        Kinds kinds = Kinds.of(file, shell);
        Set<Entry> ours = new HashSet<>();
        List<Entry> encrypted = new ArrayList<>();
        for (Entry entry : Names.values(file)) {
            if (entry.written()) {
                ours.add(entry);
                if (kinds.encrypted(entry)) {
                    encrypted.add(entry);
                }
            }
        }
        String text = encrypted.isEmpty()
                ? file.document().text()
                : PlainDocument.text(file, encrypted, kinds, keys.get(), shell);
        // all else is as it was: an entry of the one text is that of the other with the same number
        DocumentFile shown = file.with(text);
        List<Before> values = new ArrayList<>();
        for (int i = 0; i < file.entries().size(); i++) {
            Entry stored = file.entries().get(i);
            if (ours.contains(stored)) {
                values.add(new Before(stored, shown.entries().get(i), kinds.of(stored)));
            }
        }
        return new OpenDocument(file, shown, values);
    }

    DocumentFile file() {
        return file;
    }

    DocumentFile shown() {
        return shown;
    }

    /** What can be encrypted, or is, where it is written, in the order of the text. */
    List<Before> values() {
        return values;
    }
}
