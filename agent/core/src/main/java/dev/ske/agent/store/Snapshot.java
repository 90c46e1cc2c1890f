package dev.ske.agent.store;

import dev.ske.agent.document.EntryPath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is served at one time. Immutable once built, so that a reader sees one generation and never a mixture. */
public final class Snapshot {
    private final List<Item> items;
    private final Map<String, Item> byPath;
    private final Map<String, Item> byCanonical;
    private final Map<String, Item> environment;
    private final @Nullable Generation generation;
    private final long openedNanos = System.nanoTime();
    private final long openedMillis = System.currentTimeMillis();

    private Snapshot(
            List<Item> items,
            Map<String, Item> byPath,
            Map<String, Item> byCanonical,
            Map<String, Item> environment,
            @Nullable Generation generation) {
        this.items = items;
        this.byPath = byPath;
        this.byCanonical = byCanonical;
        this.environment = environment;
        this.generation = generation;
    }

    /** Whose key its secrets are sealed under; null: it has none. */
    @Nullable
    Generation generation() {
        return generation;
    }

    /** The item of a path as written, and of nothing else. */
    @Nullable
    Item at(String path) {
        return byPath.get(path);
    }

    /** The item of a path as written ({@code db.password}) or of a name in canonical form ({@code DB_PASSWORD}). */
    public @Nullable Item find(String name) {
        Item item = findExactly(name);
        return item == null ? byCanonical.get(EntryPath.canonical(name)) : item;
    }

    /** The same, but {@code db_password}, which is neither, finds nothing. */
    public @Nullable Item findExactly(String name) {
        Item item = byPath.get(name);
        return item == null ? byCanonical.get(name) : item;
    }

    /** When it was built: {@link System#nanoTime}. */
    public long openedNanos() {
        return openedNanos;
    }

    /** When it was built, in milliseconds since 1970. */
    public long openedMillis() {
        return openedMillis;
    }

    /** In the order of the documents. */
    public List<Item> items() {
        return items;
    }

    /**
     * What {@code System.getenv} answers itself, by the exact name asked for; a withheld item stands for null. Every
     * other name is the real environment's.
     */
    public Map<String, Item> environment() {
        return environment;
    }

    /** What remains after the values are gone: secrets' names, so that no read falls through to the real environment. */
    Snapshot withoutValues() {
        Map<String, Item> names = new HashMap<>();
        for (Map.Entry<String, Item> entry : environment.entrySet()) {
            Item item = entry.getValue();
            if (item.secret()) {
                names.put(entry.getKey(), Item.withheld(item.path(), item.canonical()));
            }
        }
        return new Snapshot(Collections.emptyList(), Collections.emptyMap(), Collections.emptyMap(), names, null);
    }

    /** Collects what a snapshot serves. */
    static final class Builder {
        private final List<Item> items = new ArrayList<>();
        private final Map<String, Item> byPath = new HashMap<>();
        private final Map<String, Item> byCanonical = new HashMap<>();
        private final Map<String, Item> environment = new HashMap<>();

        void serve(Item item) {
            items.add(item);
            byPath.put(item.path(), item);
            put(byCanonical, item.canonical(), item);
        }

        void answer(String name, Item item) {
            put(environment, name, item);
        }

        /** Of several items under one name it means the first, as of a list; but no setting stands before a secret. */
        private static void put(Map<String, Item> names, String name, Item item) {
            Item first = names.get(name);
            if (first == null || (item.secret() && !first.secret())) {
                names.put(name, item);
            }
        }

        Snapshot build(Generation generation) {
            return new Snapshot(Collections.unmodifiableList(items), byPath, byCanonical, environment, generation);
        }
    }
}
