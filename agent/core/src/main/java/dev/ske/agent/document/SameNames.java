package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses two encrypted values of one document that are written under different names but have one canonical name: each
 * would open in the place of the other. Items of one list share their name, and so do an anchor and its aliases.
 */
final class SameNames {
    private final boolean flat;
    private final List<Entry> encrypted = new ArrayList<>();

    SameNames(boolean flat) {
        this.flat = flat;
    }

    void add(Entry entry) {
        if (entry.written() && !isConfiguration(entry.path().parts())) {
            encrypted.add(entry);
        }
    }

    /** @throws Failure DOCUMENT_MALFORMED with both names and lines */
    void check() {
        if (flat && allCanonical()) {
            return; // and none is there twice, as the parser saw
        }
        Map<String, Entry> names = new HashMap<>(encrypted.size() * 2);
        for (Entry entry : encrypted) {
            String canonical = entry.path().canonical();
            Entry other = names.put(canonical, entry);
            if (other != null && !sameKeys(other.path().parts(), entry.path().parts())) {
                throw new Failure(
                        Code.DOCUMENT_MALFORMED,
                        entry.place().withColumn() + ": " + entry.path() + ": the same name as " + other.path()
                                + " in line " + other.place().line() + ", for both are " + canonical,
                        "an encrypted value is bound to that name: rename one of the two");
            }
        }
    }

    private boolean allCanonical() {
        for (Entry entry : encrypted) {
            if (!isCanonical(entry.path())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCanonical(EntryPath name) {
        return name.canonical().equals(name.parts().get(0));
    }

    private boolean isConfiguration(List<Object> parts) {
        return flat ? ((String) parts.get(0)).startsWith("SKE_") : parts.get(0).equals("ske");
    }

    private static boolean sameKeys(List<Object> one, List<Object> other) {
        int i = 0;
        for (Object part : one) {
            if (part instanceof String) {
                while (i < other.size() && !(other.get(i) instanceof String)) {
                    i++;
                }
                if (i == other.size() || !part.equals(other.get(i++))) {
                    return false;
                }
            }
        }
        while (i < other.size()) {
            if (other.get(i++) instanceof String) {
                return false;
            }
        }
        return true;
    }
}
