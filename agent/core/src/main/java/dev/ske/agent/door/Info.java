package dev.ske.agent.door;

import dev.ske.agent.Version;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the agent tells about itself; never a value. */
public final class Info {
    private final List<String> sources;
    private final String memory;
    private final List<Map<String, Object>> attestations;

    /** {@code attestations}: with the keys and types that docs/bridge.md lists. */
    public Info(List<String> sources, String memory, List<Map<String, Object>> attestations) {
        this.memory = memory;
        this.sources = sources;
        this.attestations = attestations;
    }

    /**
     * Keys and types as docs/bridge.md lists them.
     *
     * @param state what concerns refreshing; it may know of later sources
     */
    public Map<String, Object> of(Snapshot snapshot, Map<String, Object> state) {
        int secrets = 0;
        for (Item item : snapshot.items()) {
            secrets += item.secret() ? 1 : 0;
        }
        Map<String, Object> info = new HashMap<>();
        info.put("version", Version.current());
        info.put("memory", memory);
        info.put("sources", sources);
        info.put("attestations", attestations);
        info.put("secrets", secrets);
        info.put("settings", snapshot.items().size() - secrets);
        info.putAll(state);
        return info;
    }
}
