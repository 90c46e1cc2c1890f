package dev.ske.kms;

import dev.ske.agent.helper.Attempt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plaintext that is asked for, and how far the attempts at it have come. Its state is guarded by {@link Calls}. */
final class Request {
    private final int number;
    private final List<Attempt> attempts;
    private final List<Tried> refusals = new ArrayList<>();
    private int tried;
    private int open;
    private boolean answered;
    private @Nullable Turn latest;

    /** A key that refused, and why. */
    static final class Tried {
        private final int key;
        private final Refusal why;

        Tried(int key, Refusal why) {
            this.key = key;
            this.why = why;
        }

        int key() {
            return key;
        }

        Refusal why() {
            return why;
        }
    }

    /** {@code attempts}: in the order in which they are made. */
    Request(int number, List<Attempt> attempts) {
        this.number = number;
        this.attempts = attempts;
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

    void refuse(int key, Refusal why) {
        refusals.add(new Tried(key, why));
    }

    /** An turn came to an end. */
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

    /** In the order in which the keys refused. */
    List<Tried> refusals() {
        return refusals;
    }
}
