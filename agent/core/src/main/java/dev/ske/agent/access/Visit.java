package dev.ske.agent.access;

import dev.ske.agent.Failure;
import dev.ske.agent.audit.Callers;
import dev.ske.agent.audit.Via;
import dev.ske.agent.config.Glob;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One caller's look at several values: its stack is walked once, and only if a rule asks for it. For one thread, and soon over. */
public final class Visit {
    private final Gate gate;
    private final Snapshot snapshot;
    private @Nullable List<String> classes;

    Visit(Gate gate, Snapshot snapshot) {
        this.gate = gate;
        this.snapshot = snapshot;
    }

    /** Whether a read would be served now; counts nothing, and nobody is told. */
    public boolean serves(Item item) {
        return gate.serves(item, this);
    }

    /**
     * The value as text that the caller answers for, counted and told of as a single read is.
     *
     * @param item of the visit's snapshot
     * @throws Failure as {@link Gate#text}
     */
    public String text(Item item, Via via) {
        return (String) gate.read(item, via, this);
    }

    /**
     * Refuses what has expired, and tells so.
     *
     * @throws Failure SECRET_EXPIRED
     */
    public void requireFresh(Item secret, Via via) {
        gate.requireFresh(secret, via, snapshot);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** Whether the rule about callers lets this one read. */
    boolean allows(Item secret) {
        List<Glob> allowed = secret.rule().allowed();
        if (allowed == null) {
            return true;
        }
        if (classes == null) {
            classes = Callers.classes();
        }
        try {
            return Callers.anyOf(classes, allowed);
        } catch (StackOverflowError unknown) {
            return false; // as where the stack cannot be walked
        }
    }
}
