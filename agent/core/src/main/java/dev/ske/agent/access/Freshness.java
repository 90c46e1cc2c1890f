package dev.ske.agent.access;

import dev.ske.agent.config.ReadRule;
import dev.ske.agent.config.RefreshSpec;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Whether values are fresh enough to be served. A secret is not if it has a time to live that nobody renews by himself
 * ({@code auto: false}) and its snapshot is older than that, or if refreshing has been failing for longer than {@code max-stale}.
 * Settings always are. Thread-safe.
 */
public final class Freshness {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final boolean auto;
    private final long maxStaleMillis;

    /** Whether anything expires at all: with nothing configured a read looks at this field and no further. */
    private final boolean bounded;

    private final Clock clock;
    private volatile @Nullable Since failing;

    public Freshness(RefreshSpec spec) {
        this(spec, Clock.SYSTEM);
    }

    /** {@code clock}: the one of {@link Snapshot#openedNanos}, or ahead of it. */
    public Freshness(RefreshSpec spec, Clock clock) {
        this.auto = spec.auto();
        this.maxStaleMillis = spec.maxStaleMillis();
        this.bounded = !auto || maxStaleMillis != ReadRule.NEVER;
        this.clock = clock;
    }

    /** Refreshing has begun to fail; called again it means the same. */
    public synchronized void failing() {
        if (failing == null) {
            failing = new Since(clock.nanos(), clock.millis());
        }
    }

    /** Refreshing succeeds. */
    public synchronized void renewed() {
        failing = null;
    }

    /** Whether refreshing has been failing for so long that no secret is served any more. */
    public boolean stale() {
        Since since = failing;
        return since != null && maxStaleMillis != ReadRule.NEVER && isOver(since.nanos, maxStaleMillis);
    }

    /** Whether a secret of this snapshot may no longer be served. */
    public boolean expired(Item secret, Snapshot snapshot) {
        if (!bounded || !secret.secret()) {
            return false;
        }
        return stale()
                || (!auto
                        && secret.rule().ttlMillis() != ReadRule.NEVER
                        && isOver(snapshot.openedNanos(), secret.rule().ttlMillis()));
    }

    /**
     * When {@link #expired} becomes true, or became so, if nothing is refreshed until then.
     *
     * @return in milliseconds since 1970; {@link ReadRule#NEVER}: as things are, never
     */
    public long expires(Item secret, Snapshot snapshot) {
        if (!bounded || !secret.secret()) {
            return ReadRule.NEVER;
        }
        long expires = ReadRule.NEVER;
        Since since = failing;
        if (since != null) {
            expires = later(since.millis, maxStaleMillis);
        }
        if (!auto) {
            expires = Math.min(
                    expires, later(snapshot.openedMillis(), secret.rule().ttlMillis()));
        }
        return expires;
    }

    /** The first {@link #expires} of a snapshot's secrets. */
    public long expires(Snapshot snapshot) {
        long first = ReadRule.NEVER;
        if (bounded) {
            for (Item item : snapshot.items()) {
                first = Math.min(first, expires(item, snapshot));
            }
        }
        return first;
    }

    private boolean isOver(long sinceNanos, long millis) {
        return (clock.nanos() - sinceNanos) / NANOS_PER_MILLI >= millis;
    }

    private static long later(long millis, long by) {
        return by > ReadRule.NEVER - millis ? ReadRule.NEVER : millis + by;
    }

    /** A moment, by both clocks. */
    private static final class Since {
        final long nanos;
        final long millis;

        Since(long nanos, long millis) {
            this.nanos = nanos;
            this.millis = millis;
        }
    }
}
