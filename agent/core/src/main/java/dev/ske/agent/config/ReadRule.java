package dev.ske.agent.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the configuration says of reading one secret. Immutable. */
public final class ReadRule {
    /** {@link #ttlMillis} and {@link #limit} where nothing bounds them. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Nothing is said: the rule of most secrets, and of every plain setting. */
    public static final ReadRule NONE = new ReadRule(NEVER, NEVER, false, null);

    private final long ttlMillis;
    private final long limit;
    private final boolean clearOnAccess;
    private final @Nullable List<Glob> allowed;

    ReadRule(long ttlMillis, long limit, boolean clearOnAccess, @Nullable List<Glob> allowed) {
        this.ttlMillis = ttlMillis;
        this.limit = limit;
        this.clearOnAccess = clearOnAccess;
        this.allowed = allowed;
    }

    boolean says(long ttl, long reads, boolean clear, @Nullable List<Glob> classes) {
        return ttl == ttlMillis && reads == limit && clear == clearOnAccess && classes == allowed;
    }

    /** How long after the last refresh that succeeded a value counts as fresh. */
    public long ttlMillis() {
        return ttlMillis;
    }

    /** How often one value may be read; 1 or more. A value that a refresh finds changed may be read as often again. */
    public long limit() {
        return clearOnAccess ? 1 : limit;
    }

    /** Whether the value is wiped after its first read. */
    public boolean clearOnAccess() {
        return clearOnAccess;
    }

    /** Patterns of binary class names ({@code com.acme.Db$Pool}), one of which must stand on the stack of who reads. Null: anybody; empty: nobody. */
    public @Nullable List<Glob> allowed() {
        return allowed;
    }
}
