package dev.ske.cli.compare;

import dev.ske.agent.document.Entry;
import dev.ske.agent.document.Sections;
import dev.ske.agent.envelope.EncryptedValue;
import dev.ske.cli.document.DocumentFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two documents beside each other, name by name. */
final class Comparison {
    private final DocumentFile before;
    private final DocumentFile after;
    private final Opener old;
    private final Opener now;

    /** The openers are those of the two documents. */
    Comparison(DocumentFile before, Opener old, DocumentFile after, Opener now) {
        this.before = before;
        this.after = after;
        this.old = old;
        this.now = now;
    }

    /**
     * All differences: names that are in both or new in the order of the new document, then removed ones. Names of the same
     * kind of document are paths; else they are those that the program asks for, and what configures us has none.
     */
    List<Difference> differences() {
        boolean byPath = before.format() == after.format()
                || (!before.document().flat() && !after.document().flat());
        Map<Object, Entry> olds = names(before, byPath);
        Map<Object, Entry> news = names(after, byPath);
        ask(olds, news);
        List<Difference> found = new ArrayList<>();
        news.forEach((name, entry) -> {
            Entry other = olds.get(name);
            Difference difference =
                    other == null ? difference(Difference.State.ADDED, entry, null) : compare(other, entry);
            if (difference != null) {
                found.add(difference);
            }
        });
        olds.forEach((name, entry) -> {
            if (!news.containsKey(name)) {
                found.add(difference(Difference.State.REMOVED, entry, null));
            }
        });
        return found;
    }

    private static Map<Object, Entry> names(DocumentFile file, boolean byPath) {
        Map<Object, Entry> names = new LinkedHashMap<>();
        Map<String, Integer> items = new HashMap<>();
        for (Entry entry : file.entries()) {
            if (entry.kind() == Entry.Kind.EMPTY_MAP || entry.kind() == Entry.Kind.EMPTY_LIST) {
                continue; // a place for values, and none
            }
            if (byPath) {
                names.put(entry.path(), entry);
            } else if (!Sections.reserved(entry.path())) {
                String canonical = entry.path().canonical();
                // the items of a list share their name
                names.put(canonical + "#" + items.merge(canonical, 1, Integer::sum), entry);
            }
        }
        return names;
    }

    private void ask(Map<Object, Entry> olds, Map<Object, Entry> news) {
        List<Entry> ofOld = new ArrayList<>();
        List<Entry> ofNew = new ArrayList<>();
        news.forEach((name, entry) -> {
            Entry other = olds.get(name);
            if (other != null && !sameText(other, entry)) {
                add(other, old, ofOld);
                add(entry, now, ofNew);
            }
        });
        old.ask(ofOld);
        now.ask(ofNew);
    }

    private static void add(Entry entry, Opener opener, List<Entry> to) {
        if (opener.encrypted(entry)) {
            to.add(entry);
        }
    }

    private boolean sameText(Entry one, Entry other) {
        boolean plain = !old.encrypted(one) && !now.encrypted(other);
        // a ciphertext is bound to its name: only there the same text is the same value
        boolean none = one.kind() == Entry.Kind.NULL;
        return none == (other.kind() == Entry.Kind.NULL)
                && (none || one.value().equals(other.value()))
                && old.kinds().of(one) == now.kinds().of(other)
                && (plain || canonical(one).equals(canonical(other)));
    }

    private static String canonical(Entry entry) {
        return entry.boundTo().canonical();
    }

    private @Nullable Difference compare(Entry one, Entry other) {
        if (sameText(one, other)) {
            return one.kind() == other.kind() || before.format() != after.format()
                    ? null
                    : difference(Difference.State.FORM, other, kind(one) + " -> " + kind(other));
        }
        if (one.kind() == Entry.Kind.NULL
                || other.kind() == Entry.Kind.NULL
                || (!old.encrypted(one) && !now.encrypted(other))) {
            return difference(Difference.State.CHANGED, other, null);
        }
        byte[] was = old.bytes(one);
        byte[] is = was == null ? null : now.bytes(other);
        try {
            String form = form(one, other);
            if (was == null || is == null) {
                return difference(Difference.State.UNKNOWN, other, form == null ? "changed or encrypted anew" : form);
            }
            if (!Arrays.equals(was, is)) {
                return difference(Difference.State.CHANGED, other, form);
            }
            return form == null
                    ? difference(Difference.State.ANEW, other, "encrypted anew")
                    : difference(Difference.State.FORM, other, form);
        } finally {
            wipe(was);
            wipe(is);
        }
    }

    /** What differs in how the two are encrypted; null: nothing. */
    private @Nullable String form(Entry one, Entry other) {
        EncryptedValue.Kind was = old.kinds().of(one);
        EncryptedValue.Kind is = now.kinds().of(other);
        if (was != is) {
            return word(was) + " -> " + word(is);
        }
        Set<String> keys = KeyIds.of(one, was);
        return keys.equals(KeyIds.of(other, is)) ? null : "other keys";
    }

    private static String word(EncryptedValue.Kind kind) {
        return kind == EncryptedValue.Kind.V2 ? "encrypted" : kind.name().toLowerCase(Locale.ROOT);
    }

    private static String kind(Entry entry) {
        return entry.kind() == Entry.Kind.STRING
                ? "text"
                : entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Difference difference(Difference.State state, Entry entry, @Nullable String note) {
        return new Difference(state, entry.path().toString(), entry.place().line(), note);
    }

    private static void wipe(byte @Nullable [] bytes) {
        if (bytes != null) {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
