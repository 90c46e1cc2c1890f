package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.access.Gate;
import dev.ske.agent.config.ReadRule;
import dev.ske.agent.config.RefreshSpec;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import java.util.HashMap;
import java.util.Map;

/** How one value has been used, and how long it may be; never the value. */
final class Stats {
    private final Gate gate;
    private final RefreshSpec refresh;

    Stats(Gate gate, RefreshSpec refresh) {
        this.gate = gate;
        this.refresh = refresh;
    }

    /**
     * Keys and types as docs/bridge.md lists them.
     *
     * @param state what concerns refreshing, as docs/bridge.md lists it for INFO
     */
    Map<String, Object> of(Item item, Snapshot snapshot, Map<String, Object> state) {
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
        long expires = item.secret() ? expires(item, snapshot, state) : ReadRule.NEVER;
        if (expires != ReadRule.NEVER) {
            stats.put("expires", expires);
        }
        return stats;
    }

    /** The earlier of both ends that a value can come to; values that are refreshed by themselves have the second alone. */
    private long expires(Item item, Snapshot snapshot, Map<String, Object> state) {
        long ttl = refresh.auto() ? ReadRule.NEVER : item.rule().ttlMillis();
        Object failing = state.get("failing-since");
        long end = after(snapshot.openedMillis(), ttl);
        return failing instanceof Long ? Math.min(end, after((Long) failing, refresh.maxStaleMillis())) : end;
    }

    private static long after(long begin, long millis) {
        return millis > ReadRule.NEVER - begin ? ReadRule.NEVER : begin + millis;
    }
}
