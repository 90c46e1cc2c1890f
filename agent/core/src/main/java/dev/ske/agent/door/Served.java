package dev.ske.agent.door;

import dev.ske.agent.access.Gate;
import dev.ske.agent.audit.Witness;
import dev.ske.agent.config.Config;
import dev.ske.agent.refresh.Refresher;
import dev.ske.agent.store.SealedStore;

/** What stands behind the doors. */
public interface Served {
    SealedStore store();

    Config config();

    Info info();

    Gate gate();

    Refresher refresher();

    Witness witness();

    /** Ends the threads, wipes everything and says so; again it does nothing. */
    void destroy();

    /** Called once when the program can read. */
    void report();
}
