package dev.ske.kms.attestation;

import java.util.function.LongSupplier;

/**
 * When a document has become too old to be sent. Its own time counts, which KMS compares with its own clock; but the module's
 * clock is the host's, and may differ from ours: where a document that has just come seems to be of later than now, or of so
 * long ago that it would soon be due again, it counts from when it came.
 */
final class DocumentAge {
    private final long maxAge;
    private final LongSupplier clock;

    /** {@code maxAge}: milliseconds; {@code clock}: gives milliseconds since 1970. */
    DocumentAge(long maxAge, LongSupplier clock) {
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** From when on the age of a document counts that comes now. */
    long born(long timestamp) {
        long now = clock.getAsLong();
        long age = now - timestamp;
        return age < 0 || age > maxAge / 2 ? now : timestamp;
    }

    boolean due(long born) {
        return clock.getAsLong() - born > maxAge;
    }
}
