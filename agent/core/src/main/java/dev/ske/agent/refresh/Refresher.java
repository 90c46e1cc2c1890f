package dev.ske.agent.refresh;

import dev.ske.agent.access.Freshness;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.Config;
import dev.ske.agent.store.SealedStore;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps the values up to date: at the end of their time to live, when a file changes, and when the program asks. It has one
 * daemon thread where something is to be watched or to be refreshed by itself, and none else.
 */
public final class Refresher {
    /** Nothing runs before {@link #start}. */
    public Refresher(Config config, SealedStore store, Freshness freshness, Reopening reopening, Witness witness) {}

    /** Called once, when the program can read. */
    public void start() {}

    /**
     * Refreshes now, or waits for a refresh that began after this was called; callers at the same time share one.
     *
     * @throws dev.ske.agent.Failure why it failed: the last good values are served further. STORE_DESTROYED
     */
    public void refresh() {}

    /**
     * Has a listener called with the path of a name each time when its value is another one, when it is served for the first
     * time and when it is served no more.
     *
     * @param name a path or a canonical name, served or not
     * @return takes the listener away; its {@code close} throws nothing
     */
    public AutoCloseable onChange(String name, Consumer<String> listener) {
        throw new UnsupportedOperationException();
    }

    /** Keys and types as docs/bridge.md lists them for INFO: what concerns refreshing. */
    public Map<String, Object> state() {
        return java.util.Collections.emptyMap();
    }

    /** Ends the threads; returns when none of them works with the store any more. Again it does nothing. */
    public void stop() {}
}
