package dev.ske.cli.command;

import dev.ske.agent.config.KeySpec;
import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.rule.Selection;
import dev.ske.cli.terminal.Progress;
import dev.ske.cli.terminal.Shell;
import dev.ske.cli.value.Sealing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The values of one document that are to be encrypted, and the text that comes of it. */
final class Encryption {
    private final DocumentFile file;
    private final Rules rules;
    private final Set<String> by = new TreeSet<>();
    private final List<Entry> chosen = new ArrayList<>();
    private String text;
    private int already;
    private int plain;

    /**
     * Chooses the values; no key is needed for that.
     *
     * @throws dev.ske.agent.Failure for a value that is selected and cannot be encrypted
     */
    Encryption(DocumentFile file, Selection selection, Rules rules, Shell shell) {
        this.file = file;
        this.rules = rules;
        text = file.document().text();
        if (!selection.given()) {
            by.add(rules.where());
        }
        Set<EntryPath> selected = selection.in(file, rules);
        Kinds kinds = Kinds.of(file, shell);
        for (Entry entry : Names.values(file)) {
            if (!entry.written()) {
                continue;
            }
            EncryptedValue.Kind kind = kinds.of(entry);
            if (kind == EncryptedValue.Kind.V2 || kind == EncryptedValue.Kind.KMS) {
                already++;
            } else if (!selected.contains(entry.path()) || entry.value().isEmpty()) {
                plain++;
            } else {
                kinds.refuseToEncrypt(entry);
                chosen.add(entry);
            }
        }
    }

    /** Encrypts the values. {@code keys}: that they are encrypted for. */
    void seal(Sealing sealing, List<KeySpec> keys, Shell shell) {
        by.add(rules.whereKeys(keys));
        Map<Entry, String> sealed;
        try (Progress progress = new Progress(shell, file.name(), chosen.size())) {
            sealed = sealing.all(chosen, progress);
        }
        if (!sealed.isEmpty()) {
            text = file.replaced(sealed);
        }
    }

    DocumentFile file() {
        return file;
    }

    /** The document as it is to be written. */
    String text() {
        return text;
    }

    /** The values, in the order of the document. */
    List<Entry> chosen() {
        return chosen;
    }

    /** How many were encrypted before. */
    int already() {
        return already;
    }

    /** How many stay plain. */
    int plain() {
        return plain;
    }

    /** Whose word counted where no option said it: {@code .ske.yaml, rule 2}; maybe nobody's. */
    String by() {
        StringBuilder all = new StringBuilder();
        for (String one : by) {
            all.append(one.isEmpty() || all.length() == 0 ? "" : " and ").append(one);
        }
        return all.toString();
    }
}
