package dev.ske.agent.config;

/** The section {@code refresh}, but for {@code ttl}, which is a {@link ReadRule}'s. Immutable. */
public final class RefreshSpec {
    /** Nothing is configured: values are read once, and again when the program asks for it. */
    public static final RefreshSpec DEFAULT = new RefreshSpec(true, false, false, ReadRule.NEVER);

    private final boolean auto;
    private final boolean watch;
    private final boolean reopen;
    private final long maxStaleMillis;

    /** What the section says, checked against what would have no effect. */
    static RefreshSpec read(Node refresh) {
        Node ttl = refresh.get("ttl");
        boolean hasTtl = ttl != null && ttl.type() != Setting.Type.EMPTY_MAP;
        Node auto = refresh.get("auto");
        if (auto != null && !hasTtl) {
            throw auto.invalid("needs a ttl", "it says what happens when a time to live ends: add ttl: 15m");
        }
        boolean watch = Node.isTrue(refresh.get("watch"));
        Node maxStale = refresh.get("max-stale");
        if (maxStale != null && !hasTtl && !watch) {
            throw maxStale.invalid(
                    "needs a ttl or watch", "nothing is refreshed by itself without: add ttl: 15m or watch: true");
        }
        return new RefreshSpec(
                auto == null || Node.isTrue(auto),
                watch,
                Node.isTrue(refresh.get("reopen")),
                maxStale == null ? ReadRule.NEVER : Duration.periodMillis(maxStale, 1));
    }

    RefreshSpec(boolean auto, boolean watch, boolean reopen, long maxStaleMillis) {
        this.auto = auto;
        this.watch = watch;
        this.reopen = reopen;
        this.maxStaleMillis = maxStaleMillis;
    }

    /** Whether values that have a time to live are refreshed ahead of its end; else reading them fails after it. */
    public boolean auto() {
        return auto;
    }

    /** Whether documents, key files and folders are looked at for changes. */
    public boolean watch() {
        return watch;
    }

    /** Whether a refresh opens also what has not changed, so that AWS KMS is asked again. */
    public boolean reopen() {
        return reopen;
    }

    /** How long after the first of refreshes that fail the last good values are served; {@link ReadRule#NEVER}: without end. */
    public long maxStaleMillis() {
        return maxStaleMillis;
    }
}
