package dev.ske.cli.value;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Document;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.key.OpenKeys;
import dev.ske.cli.terminal.Progress;
import dev.ske.cli.terminal.Shell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A document with values of it opened. */
public final class PlainDocument {
    /**
     * The document's text with these values plain, and all else as it is.
     *
     * @param encrypted where they are written
     * @throws dev.ske.agent.Failure with the name and place of one that does not open
     */
    public static String text(DocumentFile file, List<Entry> encrypted, Kinds kinds, List<KeySpec> keys, Shell shell) {
        Map<Entry, Document.Value> values = new HashMap<>();
        Map<EntryPath, String> changed = new HashMap<>();
        try (OpenKeys open = OpenKeys.any(keys, shell.kms());
                Progress progress = new Progress(shell, file.name(), encrypted.size())) {
            Unsealer opener = new Unsealer(open.keys(), kinds);
            opener.ask(encrypted);
            for (Entry entry : encrypted) {
                progress.step();
                Unsealer.Opened opened = opener.value(entry);
                values.put(entry, opened.value());
                changed.put(entry.path(), opened.text());
            }
        }
        String text = file.document().replace(values);
        file.check(text, changed);
        return text;
    }

    private PlainDocument() {}
}
