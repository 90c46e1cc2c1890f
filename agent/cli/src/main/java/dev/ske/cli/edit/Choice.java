package dev.ske.cli.edit;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.rule.Rules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the values that an edit brought are encrypted. What was encrypted stays so, also under a new name; a text that was
 * plain stays plain; the rules say what becomes of a new one, and without rules it is encrypted.
 */
final class Choice {
    private final Matching matching;
    private final Rules rules;
    private final Map<String, Before> encrypted = new HashMap<>();
    private final Set<String> plain = new HashSet<>();

    Choice(List<Before> before, Matching matching, Rules rules) {
        this.matching = matching;
        this.rules = rules;
        for (Before one : before) {
            String canonical = canonical(one.shown());
            if (one.encrypted()) {
                encrypted.put(canonical, one);
            } else if (one.plainText()) {
                plain.add(canonical);
            }
        }
    }

    private static String canonical(Entry entry) {
        return entry.boundTo().canonical();
    }

    /** The form that this value, which is no longer or not yet encrypted, is to get; null: it is plain. */
    EncryptedValue.@Nullable Kind of(Entry entry) {
        Before changed = matching.changed(entry);
        if (!Before.hasValue(entry)) {
            return null;
        }
        if (changed != null && (changed.encrypted() || changed.plainText())) {
            return changed.encrypted() ? changed.kind() : null;
        }
        Before renamed = renamed(entry);
        if (renamed != null) {
            return renamed.kind();
        }
        return Before.isText(entry) ? ofNew(entry) : null;
    }

    /** An encrypted value that is there no more under its own name, but under this one. */
    @Nullable
    Before renamed(Entry entry) {
        for (Before removed : matching.removed()) {
            if (removed.encrypted() && removed.hasValueOf(entry)) {
                return removed;
            }
        }
        return null;
    }

    /** A new item of a list is as the others are, unless there are rules. */
    private EncryptedValue.@Nullable Kind ofNew(Entry entry) {
        Before neighbour = encrypted.get(canonical(entry));
        if (neighbour != null) {
            return neighbour.kind();
        }
        EntryPath path = entry.path();
        boolean asOthers = !rules.present() && plain.contains(canonical(entry));
        return !asOthers && rules.selects(path) ? EncryptedValue.Kind.V2 : null;
    }
}
