package dev.ske.agent.refresh;

import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.access.Clock;
import dev.ske.agent.access.Freshness;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether refreshing works: what is said of it when that changes, and what is shown of it when somebody asks. Thread-safe. */
final class Health {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Freshness freshness;
    private final Clock clock;
    private int refreshes;
    private long refreshedMillis;
    private long sinceMillis;
    private long sinceNanos;
    private boolean saidStale;

    /** The last of those that fail; null: refreshing works. */
    private @Nullable Failure failure;

    Health(Freshness freshness, Clock clock) {
        this.freshness = freshness;
        this.clock = clock;
    }

    synchronized void succeeded() {
        boolean failed = failure != null;
        failure = null;
        saidStale = false;
        refreshes++;
        refreshedMillis = clock.millis();
        freshness.renewed();
        if (failed) {
            Log.warn("refreshing works again after " + Math.max(1, seconds()) + " s");
        }
    }

    /** One warning when it begins, one when the reason is another one, and one when nothing is served any more for it. */
    synchronized void failed(Failure why) {
        Failure before = failure;
        failure = why;
        if (before == null) {
            sinceMillis = clock.millis();
            sinceNanos = clock.nanos();
        }
        freshness.failing();
        boolean stale = freshness.stale();
        if (before == null || before.code() != why.code()) {
            Log.warn("refreshing failed: " + why.getMessage() + " [" + why.code() + "]; "
                    + (stale ? "no secret is served until it works" : "the last values are served further"));
        } else if (stale && !saidStale) {
            Log.warn("refreshing has been failing for longer than /ske/refresh/max-stale [" + why.code()
                    + "]; no secret is served until it works");
        }
        saidStale |= stale;
    }

    synchronized void describe(Map<String, Object> state) {
        state.put("refreshes", refreshes);
        if (refreshedMillis != 0) {
            state.put("refreshed", refreshedMillis);
        }
        Failure why = failure;
        if (why != null) {
            state.put("failing-since", sinceMillis);
            state.put("failure", why.code() + ": " + why.getMessage());
        }
    }

    private long seconds() {
        return (clock.nanos() - sinceNanos + NANOS_PER_SECOND / 2) / NANOS_PER_SECOND;
    }
}
