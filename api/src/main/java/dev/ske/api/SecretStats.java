package dev.ske.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@link Secrets#stats} tells: how a secret has been used, never its value. A value that a refresh finds changed is
 * counted anew.
 */
public final class SecretStats {
    private final String name;
    private final Instant created;
    private final Optional<Instant> lastRead;
    private final long reads;
    private final Optional<Instant> expires;
    private final OptionalLong limit;

    /** Agents older or newer than this class leave out or add keys: what is missing is nothing, or 0. */
    SecretStats(String name, Map<?, ?> answer) {
        this.name = name;
        this.created = Answer.instant(answer, "created").orElse(Instant.EPOCH);
        this.lastRead = Answer.instant(answer, "lastRead");
        this.reads = Answer.number(answer, "reads").orElse(0);
        this.expires = Answer.instant(answer, "expires");
        this.limit = Answer.number(answer, "limit");
    }

    /**
     * When the value that is served now was first opened; a refresh that finds a secret unchanged does not alter this.
     *
     * @return to the millisecond
     */
    public Instant created() {
        return created;
    }

    /**
     * When it was last read.
     *
     * @return to the millisecond; empty if nobody has read it
     */
    public Optional<Instant> lastRead() {
        return lastRead;
    }

    /**
     * How often it was read, through the API and {@code System.getenv}; names that are listed or copied are not counted,
     * nor are plain settings.
     *
     * @return 0 or more
     */
    public long reads() {
        return reads;
    }

    /**
     * When reading it will be refused as expired, unless a refresh succeeds before.
     *
     * @return to the millisecond; empty if that will not happen, as for values that the agent refreshes by itself
     */
    public Optional<Instant> expires() {
        return expires;
    }

    /**
     * How often it may be read; the next read after that is refused.
     *
     * @return 1 or more; empty if that is not limited
     */
    public OptionalLong limit() {
        return limit;
    }

    /**
     * Everything in one line, for a log.
     *
     * @return text for people, whose form may change
     */
    @Override
    public String toString() {
        String of = limit.isPresent() ? " of " + limit.getAsLong() : "";
        return name + ": " + reads + of + " reads, created " + created
                + lastRead.map(at -> ", last read " + at).orElse("")
                + expires.map(at -> ", expires " + at).orElse("");
    }
}
