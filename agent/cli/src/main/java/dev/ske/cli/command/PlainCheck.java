package dev.ske.cli.command;

import dev.ske.agent.document.Entry;
import dev.ske.cli.document.DocumentFile;
import dev.ske.cli.document.Kinds;
import dev.ske.cli.document.Names;
import dev.ske.cli.rule.Rules;
import dev.ske.cli.rule.SecretLooks;
import dev.ske.cli.terminal.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what is plain and should not be: what the rules select, or, where there are none, what looks like a secret. */
final class PlainCheck {
    private final DocumentFile file;
    private final String by;
    private final List<Entry> found = new ArrayList<>();

    PlainCheck(DocumentFile file, Shell shell) {
        this.file = file;
        Rules rules = Rules.of(file, shell);
        by = rules.where();
        Kinds kinds = Kinds.of(file, shell);
        for (Entry entry : Names.values(file)) {
            if (entry.written() && !kinds.encrypted(entry) && offends(entry, rules)) {
                found.add(entry);
            }
        }
    }

    private static boolean offends(Entry entry, Rules rules) {
        if (!rules.present()) {
            return SecretLooks.reason(entry) != null;
        }
        return entry.kind() == Entry.Kind.STRING && !entry.value().isEmpty() && rules.selects(entry.path());
    }

    boolean failed() {
        return !found.isEmpty();
    }

    /** {@code FILE:LINE: NAME}, as compilers have it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Entry entry : found) {
            lines.add(entry.place() + ": " + entry.path());
        }
        return lines;
    }

    /** For {@code --json}. */
    Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("file", file.name());
        if (!by.isEmpty()) {
            all.put("by", by);
        }
        all.put("names", EncryptionReport.names(found));
        return all;
    }
}
