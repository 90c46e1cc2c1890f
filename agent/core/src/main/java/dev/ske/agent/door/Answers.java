package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.access.Gate;
import dev.ske.agent.access.Visit;
import dev.ske.agent.audit.Via;
import dev.ske.agent.document.EntryPath;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Reading;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the API asks about names and values. A name that the program has cleared is not there. */
final class Answers {
    private final SealedStore store;
    private final Gate gate;

    Answers(SealedStore store, Gate gate) {
        this.store = store;
        this.gate = gate;
    }

    String get(String name) {
        return gate.text(item(name), Via.GET);
    }

    Optional<String> find(String name) {
        Item item = there(name);
        return item == null ? Optional.empty() : Optional.of(gate.text(item, Via.FIND));
    }

    char[] chars(String name) {
        return gate.chars(item(name), Via.USE);
    }

    byte[] bytes(String name) {
        return gate.bytes(item(name), Via.USE_BYTES);
    }

    boolean has(String name) {
        return there(name) != null;
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Item item : store.living().items()) {
            if (!gate.isCleared(item)) {
                names.add(item.path());
            }
        }
        return names;
    }

    Map<String, String> all() {
        return below("", Via.ALL);
    }

    /** All below a path, as written or in canonical form. */
    Map<String, String> section(String prefix) {
        return below(prefix, Via.SECTION);
    }

    /** Again it does nothing. */
    void clear(String name) {
        Item item = item(name);
        if (!item.secret()) {
            throw new Failure(
                    Code.SECRET_NOT_FOUND, item.path() + " is a plain setting, not a secret: there is nothing to wipe");
        }
        gate.clear(item);
    }

    /** What is served under a name, be it refused or not. */
    Item item(String name) {
        Item item = store.living().find(name);
        if (item == null) {
            throw new Failure(Code.SECRET_NOT_FOUND, "there is no secret or setting named " + name);
        }
        return item;
    }

    private @Nullable Item there(String name) {
        Item item = store.living().find(name);
        return item == null || gate.isCleared(item) ? null : item;
    }

    /**
     * Of one snapshot. Left out is what is no text, used up, cleared, or refused to this caller; what has expired fails all of
     * it, before anything is counted: a map that grows silently empty is what nobody notices.
     */
    private Map<String, String> below(String prefix, Via via) {
        store.living();
        try (Reading reading = store.reading()) {
            Snapshot snapshot = reading.snapshot();
            Visit visit = gate.visit(snapshot);
            List<Item> wanted = wanted(prefix, snapshot);
            for (Item item : wanted) {
                if (item.secret()) {
                    visit.requireFresh(item, via);
                }
            }
            Map<String, String> section = new LinkedHashMap<>();
            for (Item item : wanted) {
                String value = textUnlessRefused(item, visit, via);
                if (value != null) {
                    section.put(item.path(), value);
                }
            }
            return section;
        }
    }

    private List<Item> wanted(String prefix, Snapshot snapshot) {
        String canonical = EntryPath.canonical(prefix) + "_";
        List<Item> wanted = new ArrayList<>();
        for (Item item : snapshot.items()) {
            boolean below = prefix.isEmpty()
                    || item.path().startsWith(prefix + ".")
                    || item.canonical().startsWith(canonical);
            if (below && item.text() && !gate.isCleared(item)) {
                wanted.add(item);
            }
        }
        return wanted;
    }

    private static @Nullable String textUnlessRefused(Item item, Visit visit, Via via) {
        try {
            return visit.text(item, via);
        } catch (Failure refused) {
            Code code = refused.code();
            if (code == Code.SECRET_READ_LIMIT || code == Code.SECRET_DENIED || code == Code.SECRET_NOT_FOUND) {
                return null;
            }
            throw refused;
        }
    }
}
