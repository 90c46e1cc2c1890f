package dev.ske.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the sections {@code refresh.ttl} and {@code access} say of a name. Says the same for good; for any thread. */
final class ReadRules {
    final ByPattern<Long> ttl = new ByPattern<>();
    final ByPattern<Long> limit = new ByPattern<>();
    final ByPattern<Boolean> clear = new ByPattern<>();
    final ByPattern<List<Glob>> allow = new ByPattern<>();

    /** Each rule that was needed so far, once: thousands of secrets hold them. */
    private final List<ReadRule> shared = new ArrayList<>();

    /** Of several patterns of one setting that match, the one written first counts. */
    ReadRule of(String path, String canonical) {
        Long ttlMillis = ttl.of(path, canonical);
        boolean clearOnAccess = clear.of(path, canonical) != null;
        Long reads = clearOnAccess ? null : limit.of(path, canonical);
        List<Glob> allowed = allow.of(path, canonical);
        return rule(
                ttlMillis == null ? ReadRule.NEVER : ttlMillis,
                reads == null ? ReadRule.NEVER : reads,
                clearOnAccess,
                allowed);
    }

    /** No rule at all for null: then none of this need be asked. */
    @Nullable
    ReadRules orNothing() {
        return ttl.isEmpty() && limit.isEmpty() && clear.isEmpty() && allow.isEmpty() ? null : this;
    }

    private synchronized ReadRule rule(
            long ttlMillis, long reads, boolean clearOnAccess, @Nullable List<Glob> allowed) {
        for (int i = 0; i < shared.size(); i++) {
            ReadRule rule = shared.get(i);
            if (rule.says(ttlMillis, reads, clearOnAccess, allowed)) {
                return rule;
            }
        }
        ReadRule rule = new ReadRule(ttlMillis, reads, clearOnAccess, allowed);
        shared.add(rule);
        return rule;
    }

    ReadRules() {
        shared.add(ReadRule.NONE);
    }
}
