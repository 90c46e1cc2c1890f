package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.access.Gate;
import dev.ske.agent.config.Config;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Reading;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a child process gets: the real environment, without what the program copied into it from {@code System.getenv()},
 * and with the secrets that the configuration hands on by name. To compare counts as no read; what is handed on is told of, but
 * no limit and no rule about callers holds for it.
 */
final class ChildEnvironment {
    private final SealedStore store;
    private final Gate gate;
    private final Map<String, String> real;
    private final Config config;
    private final Set<String> warned = new HashSet<>();

    ChildEnvironment(SealedStore store, Gate gate, Map<String, String> real, Config config) {
        this.store = store;
        this.gate = gate;
        this.real = real;
        this.config = config;
    }

    /** {@code environment}: null if the program never asked for it; the child then inherits the real one. */
    void prepare(ProcessBuilder builder, @Nullable Map<String, String> environment) {
        List<String> copied = new ArrayList<>();
        try (Reading reading = store.reading()) {
            if (environment != null) {
                scrub(environment, reading.snapshot(), copied);
            }
            handOn(builder, environment, reading.snapshot());
        }
        for (String name : copied) {
            warn(name);
        }
    }

    private void handOn(ProcessBuilder builder, @Nullable Map<String, String> environment, Snapshot snapshot) {
        for (Map.Entry<String, Item> entry : snapshot.environment().entrySet()) {
            // what getenv does not answer may still be for children
            Item item = entry.getValue().isWithheld()
                    ? snapshot.findExactly(entry.getValue().path())
                    : entry.getValue();
            if (item != null && readable(item) && handedOn(item)) {
                Map<String, String> child = environment == null ? builder.environment() : environment;
                String set = child.get(entry.getKey());
                if (set == null || set.equals(real.get(entry.getKey()))) {
                    handOn(item, snapshot, entry.getKey(), child);
                }
            }
        }
    }

    private void handOn(Item item, Snapshot snapshot, String name, Map<String, String> child) {
        try {
            child.put(name, gate.handOn(item, snapshot));
        } catch (Failure refused) {
            if (refused.code() == Code.STORE_DESTROYED) {
                throw refused;
            }
            child.remove(name); // a secret's name never has the real environment's value
        }
    }

    /** Only what is a served secret under its own name: {@code environment().putAll(System.getenv())} is common. */
    private void scrub(Map<String, String> environment, Snapshot snapshot, List<String> copied) {
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            Item item = snapshot.environment().get(Names.key(entry.getKey()));
            if (item == null || item.isWithheld()) {
                item = snapshot.findExactly(entry.getKey()); // one that the program had from the API
            }
            if (item != null && readable(item) && !handedOn(item) && mayHold(item, entry)) {
                copied.add(entry.getKey());
            }
        }
        for (String name : copied) {
            environment.remove(name);
        }
    }

    /**
     * Of a value that is wiped nothing can be compared any more: to copy a secret that is cleared on access is what wiped it,
     * so whatever stands under its name is taken for it, unless the child would have it from the real environment anyway.
     */
    private boolean mayHold(Item item, Map.Entry<String, String> entry) {
        return item.usage().cleared()
                ? !entry.getValue().equals(real.get(entry.getKey()))
                : store.holds(item, entry.getValue());
    }

    /** Printed outside the lock: what the program has made of {@code System.err} may take its time, or throw. */
    private void warn(String name) {
        boolean first;
        synchronized (warned) {
            first = warned.add(name);
        }
        if (first) {
            Log.warn(name + " was taken out of a child's environment; expose.children names what a child may have");
        }
    }

    private boolean handedOn(Item item) {
        return config.exposedToChildren(item.path(), item.canonical());
    }

    private static boolean readable(Item item) {
        return item.secret() && !item.isWithheld() && item.text();
    }
}
