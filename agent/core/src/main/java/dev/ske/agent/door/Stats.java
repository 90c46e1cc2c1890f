package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.access.Gate;
import dev.ske.agent.config.ReadRule;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import java.util.HashMap;
import java.util.Map;

/** How one value has been used, and how long it may be; never the value. */
final class Stats {
    private final Gate gate;

    Stats(Gate gate) {
        this.gate = gate;
    }

    /**
     * Keys and types as docs/bridge.md lists them.
     *
     * @throws Failure SECRET_NOT_FOUND: the program has cleared it
     */
    Map<String, Object> of(Item item, Snapshot snapshot) {
        if (gate.isCleared(item)) {
            throw new Failure(Code.SECRET_NOT_FOUND, item.path() + " was cleared: its value is wiped");
        }
        Map<String, Object> stats = new HashMap<>();
        stats.put("created", item.secret() ? item.usage().created() : snapshot.openedMillis());
        stats.put("reads", item.secret() ? item.usage().reads() : 0L);
        long lastRead = item.secret() ? item.usage().lastRead() : 0;
        if (lastRead != 0) {
            stats.put("lastRead", lastRead);
        }
        if (item.rule().limit() != ReadRule.NEVER) {
            stats.put("limit", item.rule().limit());
        }
        long expires = gate.expires(item, snapshot);
        if (expires != ReadRule.NEVER) {
            stats.put("expires", expires);
        }
        return stats;
    }
}
