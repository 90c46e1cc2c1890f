package dev.ske.agent;

import dev.ske.agent.access.Freshness;
import dev.ske.agent.access.Gate;
import dev.ske.agent.audit.Observers;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.Config;
import dev.ske.agent.door.Info;
import dev.ske.agent.door.Served;
import dev.ske.agent.refresh.Refresher;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the start has after reading and decrypting: all that the doors need. */
final class Opened implements Served {
    private static final int NAMES_SHOWN = 20;

    private final Basis basis;
    private final SealedStore store;
    private final Phases phases;
    private final Witness witness;
    private final Gate gate;
    private final Freshness freshness;
    private final Findings findings;

    /** This and the next: null until something is to be refreshed, or somebody asks; most starts have no need of their classes. */
    private @Nullable Again again;

    private @Nullable Refresher refresher;

    private boolean ended;
    private boolean destroyed;

    /** @throws Failure CONFIG_INVALID if the audit file cannot be written */
    Opened(Basis basis, SealedStore store, Findings findings, Phases phases) {
        this.basis = basis;
        this.store = store;
        this.phases = phases;
        Config config = basis.config();
        Asked asked = new Asked();
        witness = Observers.of(config, asked, asked);
        freshness = new Freshness(config.refresh());
        gate = new Gate(store, freshness, witness);
        this.findings = findings;
    }

    @Override
    public Config config() {
        return basis.config();
    }

    @Override
    public SealedStore store() {
        return store;
    }

    @Override
    public Info info() {
        Attestations attestations = attestations();
        return new Info(
                sources(), store.memory(), attestations == null ? Collections.emptyList() : attestations.shown());
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public synchronized Refresher refresher() {
        Refresher there = refresher;
        if (there == null) {
            there = new Refresher(config(), store, freshness, again(), witness);
            if (ended) {
                there.stop();
            } else {
                there.start();
            }
            refresher = there;
        }
        return there;
    }

    @Override
    public Witness witness() {
        return witness;
    }

    synchronized Again again() {
        Again there = again;
        if (there == null) {
            there = new Again(basis, store, findings);
            if (ended) {
                there.stop();
            }
            again = there;
        }
        return there;
    }

    private synchronized List<String> sources() {
        return again == null ? findings.sources() : again.sources();
    }

    private synchronized @Nullable Attestations attestations() {
        return again == null ? findings.attestations() : again.attestations();
    }

    @Override
    public void destroy() {
        Again reopening;
        Refresher refreshing;
        synchronized (this) {
            ended = true;
            reopening = again;
            refreshing = refresher;
        }
        if (reopening != null) {
            reopening.stop(); // first: else the refresher would wait for what is at work
        }
        try {
            if (refreshing != null) {
                refreshing.stop();
            }
        } finally {
            store.destroy();
            if (isFirst()) {
                witness.destroyed();
            }
        }
    }

    private synchronized boolean isFirst() {
        boolean first = !destroyed;
        destroyed = true;
        return first;
    }

    @Override
    public void report() {
        phases.done("doors");
        for (String rule : config().idleRules()) {
            Log.warn(rule + " decides for no secret: none has that name, or a pattern before it has taken them");
        }
        int secrets = say();
        witness.opened(secrets, phases.names(), phases.nanos());
        if (config().refreshes()) {
            refresher().start(); // again: who asked for it before anything was served has had it planned for nothing
        }
        LateHook.add(this, basis.instrumentation());
        if (Log.at(Log.Level.DEBUG)) {
            Log.debug("start: " + phases);
        }
    }

    /** The one line of a start at {@code log=info}: counts and names, never values. Returns how many secrets there are. */
    private int say() {
        boolean info = Log.at(Log.Level.INFO);
        int secrets = 0;
        StringBuilder names = new StringBuilder();
        List<Item> items = store.snapshot().items();
        for (Item item : items) {
            if (item.secret()) {
                secrets++;
                if (info && secrets <= NAMES_SHOWN) {
                    names.append(secrets == 1 ? " (" : ", ").append(item.path());
                }
            }
        }
        if (!info) {
            return secrets;
        }
        if (secrets > 0) {
            names.append(secrets > NAMES_SHOWN ? ", ...)" : ")");
        }
        String note = basis.memory().note();
        Log.info("serving " + count(secrets, "secret") + names + " and " + count(items.size() - secrets, "setting")
                + " from " + String.join(", ", sources()) + "; memory: " + store.memory()
                + (note == null ? "" : " (" + note + ")"));
        return secrets;
    }

    /** What a management bean asks for, and flight recordings. */
    private final class Asked implements Supplier<Map<String, Object>>, Runnable {
        @Override
        public Map<String, Object> get() {
            return info().of(store.living(), refresher().state());
        }

        @Override
        public void run() {
            refresher().refresh();
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
