package dev.ske.api;

import org.jspecify.annotations.Nullable;

/** A subscription as the agent keeps it, with the API's promises: closed once, and nothing to catch. */
final class Listening implements Subscription {
    /** Null once it is closed: what the listener holds shall not be held by us. */
    private @Nullable AutoCloseable agents;

    Listening(AutoCloseable agents) {
        this.agents = agents;
    }

    @Override
    public void close() {
        AutoCloseable open = taken();
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // no agent's does: docs/bridge.md
            throw Agent.broken(e);
        }
    }

    private synchronized @Nullable AutoCloseable taken() {
        AutoCloseable taken = agents;
        agents = null;
        return taken;
    }
}
