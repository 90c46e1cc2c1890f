package dev.ske.agent;

import dev.ske.agent.access.Freshness;
import dev.ske.agent.access.Gate;
import dev.ske.agent.audit.Silence;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.Config;
import dev.ske.agent.door.Info;
import dev.ske.agent.door.Served;
import dev.ske.agent.refresh.Refresher;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the start has after reading and decrypting: all that the doors need. */
final class Opened implements Served {
    private static final int NAMES_SHOWN = 20;

    private final Config config;
    private final SealedStore store;
    private final List<String> sources;
    private final @Nullable String memoryNote;
    private final Witness witness = new Silence();
    private final Gate gate;
    private final Refresher refresher;

    /** {@code memoryNote}: why the store's memory is of no better kind. */
    Opened(Config config, SealedStore store, List<String> sources, @Nullable String memoryNote) {
        this.config = config;
        this.store = store;
        this.sources = sources;
        this.memoryNote = memoryNote;
        Freshness freshness = new Freshness(config.refresh());
        gate = new Gate(store, freshness, witness);
        refresher = new Refresher(config, store, freshness, new Again(sources), witness);
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public SealedStore store() {
        return store;
    }

    @Override
    public Info info() {
        return new Info(sources, store.memory());
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public Refresher refresher() {
        return refresher;
    }

    @Override
    public Witness witness() {
        return witness;
    }

    @Override
    public void destroy() {
        refresher.stop();
        store.destroy();
        witness.destroyed();
    }

    /** The one line of a start at {@code log=info}: counts and names, never values. */
    @Override
    public void report() {
        if (!Log.at(Log.Level.INFO)) {
            return;
        }
        int secrets = 0;
        StringBuilder names = new StringBuilder();
        List<Item> items = store.snapshot().items();
        for (Item item : items) {
            if (item.secret()) {
                secrets++;
                if (secrets <= NAMES_SHOWN) {
                    names.append(secrets == 1 ? " (" : ", ").append(item.path());
                }
            }
        }
        if (secrets > 0) {
            names.append(secrets > NAMES_SHOWN ? ", ...)" : ")");
        }
        Log.info("serving " + count(secrets, "secret") + names + " and " + count(items.size() - secrets, "setting")
                + " from " + String.join(", ", sources) + "; memory: " + store.memory()
                + (memoryNote == null ? "" : " (" + memoryNote + ")"));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
