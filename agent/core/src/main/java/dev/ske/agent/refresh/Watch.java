package dev.ske.agent.refresh;

import dev.ske.agent.access.Clock;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices that what was read is not what lies there now. It looks every half second, which network file systems and mounted
 * volumes answer as well as any other; a change counts when two looks have found the same, so that a file is not read while it
 * is being written. Not thread-safe.
 */
final class Watch {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long EVERY_NANOS = 500 * NANOS_PER_MILLI;

    /** Looking takes a tenth of the time at most, however many files there are, unless even a look each five seconds does. */
    private static final long SHARE = 10;

    private static final long PAUSE_NANOS = 5_000 * NANOS_PER_MILLI;

    /**
     * Some file systems' times are that coarse: what was changed so short before it was read may have been changed once more
     * since, and look the same. It is read once more.
     */
    private static final long RACY_MILLIS = 2_000;

    /** The longest time between reading at the start and the first look. */
    private static final long START_MILLIS = 10_000;

    private final Reopening reopening;
    private final Clock clock;
    private List<Path> paths = Collections.emptyList();

    /** As of before the last reading: whatever happens from then on is a change. */
    private Fingerprint taken = Fingerprint.of(paths);

    /** Another one, that was seen once. */
    private @Nullable Fingerprint seen;

    private long readMillis;
    private long lookNanos;

    /** What is to be read once more, or was. */
    private @Nullable Fingerprint racy;

    private boolean again;
    private long againNanos;

    Watch(Reopening reopening, Clock clock) {
        this.reopening = reopening;
        this.clock = clock;
    }

    /** Begins with what the start has read. */
    void begin(long openedMillis) {
        readMillis = openedMillis - START_MILLIS;
        read();
        lookNanos = clock.nanos() + EVERY_NANOS;
    }

    /** Whether it is time to read again. */
    boolean look() {
        long now = clock.nanos();
        if (lookNanos - now > 0) {
            return false;
        }
        lookNanos = now + EVERY_NANOS; // also if looking fails
        Fingerprint current = Fingerprint.of(paths);
        long end = clock.nanos();
        lookNanos = Math.max(lookNanos, end + Math.min((end - now) * SHARE, PAUSE_NANOS));
        if (current.same(taken)) {
            seen = null;
            return again && againNanos - end <= 0;
        }
        Fingerprint before = seen;
        seen = current;
        return before != null && before.same(current);
    }

    long leftNanos(long now) {
        return lookNanos - now;
    }

    /** Called before all is read. */
    void reading() {
        readMillis = clock.millis();
        taken = Fingerprint.of(paths);
        seen = null;
        again = false;
    }

    /** Called after it: from now on other files may count. */
    void read() {
        paths = reopening.watched();
        taken = taken.over(paths);
        if (taken.changedMillis() < readMillis - RACY_MILLIS) {
            return;
        }
        Fingerprint known = racy;
        if (known == null || !known.same(taken)) {
            racy = taken;
            again = true;
            againNanos = clock.nanos() + RACY_MILLIS * NANOS_PER_MILLI;
        }
    }
}
