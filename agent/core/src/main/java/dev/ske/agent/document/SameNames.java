package dev.ske.agent.document;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses two encrypted values of one document that are written under different names but have one canonical name: each
 * would open in the place of the other. Items of one list share their name, and so do an anchor and its aliases.
 */
final class SameNames {
    private final boolean flat;
    private final Map<String, Entry> names = new HashMap<>();

    SameNames(boolean flat) {
        this.flat = flat;
    }

    /** @throws Failure DOCUMENT_MALFORMED with both names and lines */
    void add(Entry encrypted) {
        if (!encrypted.written() || isConfiguration(encrypted.path())) {
            return;
        }
        String canonical = encrypted.path().canonical();
        Entry other = names.put(canonical, encrypted);
        if (other != null && !sameKeys(other.path().parts(), encrypted.path().parts())) {
            throw new Failure(
                    Code.DOCUMENT_MALFORMED,
                    encrypted.place().withColumn() + ": " + encrypted.path() + ": the same name as " + other.path()
                            + " in line " + other.place().line() + ", for both are " + canonical,
                    "an encrypted value is bound to that name: rename one of the two");
        }
    }

    private boolean isConfiguration(EntryPath path) {
        Object first = path.parts().get(0);
        return flat ? ((String) first).startsWith("SKE_") : first.equals("ske");
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
