package dev.ske.kms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ciphertext to decrypt, and how far the keys have come with it. Its state is guarded by {@link Calls}. */
final class Request {
    private final int number;
    private final int algorithm;
    private final byte[] ciphertext;
    private final int[] keys;
    private final List<Tried> refusals = new ArrayList<>();
    private int tried;
    private int open;
    private boolean answered;
    private @Nullable Attempt latest;

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

    /** {@code keys}: indices in the order in which they are tried. */
    Request(int number, int algorithm, byte[] ciphertext, int... keys) {
        this.number = number;
        this.algorithm = algorithm;
        this.ciphertext = ciphertext;
        this.keys = keys;
    }

    int number() {
        return number;
    }

    int algorithm() {
        return algorithm;
    }

    byte[] ciphertext() {
        return ciphertext;
    }

    int keysLeft() {
        return keys.length - tried;
    }

    int nextKey() {
        return keys[tried++];
    }

    void begin(Attempt attempt) {
        latest = attempt;
        open++;
    }

    void refuse(int key, Refusal why) {
        refusals.add(new Tried(key, why));
    }

    /** An attempt came to an end. */
    void end() {
        open--;
    }

    boolean hasOpenAttempts() {
        return open > 0;
    }

    @Nullable
    Attempt latest() {
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
