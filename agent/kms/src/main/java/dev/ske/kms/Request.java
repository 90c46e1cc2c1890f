package dev.ske.kms;

import dev.ske.agent.helper.Attempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plaintext that is asked for, and how far the attempts at it have come. Its state is guarded by {@link Calls}. */
final class Request {
    private final int number;
    private final List<Attempt> attempts;
    private final @Nullable Refusal[] refusals;
    private int tried;
    private int open;
    private boolean answered;
    private @Nullable Turn latest;

    /** {@code attempts}: in the order in which they are made. */
    Request(int number, List<Attempt> attempts) {
        this.number = number;
        this.attempts = attempts;
        refusals = new Refusal[attempts.size()];
    }

    int number() {
        return number;
    }

    int attemptsLeft() {
        return attempts.size() - tried;
    }

    Attempt nextAttempt() {
        return attempts.get(tried++);
    }

    void begin(Turn turn) {
        latest = turn;
        open++;
    }

    void refuse(Attempt attempt, Refusal why) {
        refusals[attempts.indexOf(attempt)] = why;
    }

    /** A turn came to an end. */
    void end() {
        open--;
    }

    boolean hasOpenTurns() {
        return open > 0;
    }

    @Nullable
    Turn latest() {
        return latest;
    }

    void answer() {
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    /** Why each of the {@link #attempts} failed; null: it was not made, or has not failed. */
    @Nullable
    Refusal[] refusals() {
        return refusals;
    }
}
