package dev.ske.agent.door;

import dev.ske.agent.config.Config;
import dev.ske.agent.store.SealedStore;

/** What stands behind the doors. */
public interface Served {
    SealedStore store();

    Config config();

    Info info();

    /** Called once when the program can read. */
    void report();
}
