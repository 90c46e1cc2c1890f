package dev.ske.agent;

import dev.ske.agent.envelope.Plaintext;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a value stands in clear where others see it: as a whole if it has 4 bytes or more, within something longer if it has
 * 8 or more. It looks at the pieces as they pass to be sealed, and keeps nothing of them.
 */
final class InClear {
    private static final int SHORTEST = 4;
    private static final int SHORTEST_WITHIN = 8;

    private final Map<String, String> environment;
    private @Nullable Surroundings surroundings;
    private @Nullable Look last;

    /** {@code environment}: the real one. It is looked at when there is a first value, and so is the rest. */
    InClear(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The value, which is looked at while it is read; that is done once, from its first byte to its last. */
    Plaintext look(Plaintext value) {
        Look look = new Look(value);
        last = look;
        return look;
    }

    /** Where the value that was read last stands in clear, as messages say it; null: nowhere. */
    @Nullable
    String place() {
        Look look = last;
        return look == null ? null : look.place();
    }

    /** What {@link #place} answers for an environment variable. */
    static String variable(String name) {
        return "in the environment variable " + name;
    }

    private Surroundings surroundings() {
        Surroundings there = surroundings;
        if (there == null) {
            there = Surroundings.of(environment);
            surroundings = there;
        }
        return there;
    }

    /** One value, and the places that it may stand at after what was seen of it. */
    private final class Look implements Plaintext {
        private final Plaintext value;

        /** Where in the surroundings it may begin, {@link #count} of them in any order. */
        private int[] starts = {};

        private int count;
        private int seen;
        private int whole = -1;

        Look(Plaintext value) {
            this.value = value;
        }

        @Override
        public int length() {
            return value.length();
        }

        @Override
        public void read(int from, int length, ByteBuffer into, int at) {
            value.read(from, length, into, at);
            if (from == 0) {
                begin(length, into, at);
            } else if (from == seen) {
                goOn(length, into, at);
            } else {
                count = 0;
            }
            seen = from + length;
        }

        private void begin(int length, ByteBuffer piece, int at) {
            if (length() >= SHORTEST_WITHIN) {
                starts = surroundings().starts(length(), piece, at, length);
                count = starts.length;
            } else if (length() >= SHORTEST && length == length()) {
                whole = surroundings().whole(piece, at, length);
            }
        }

        private void goOn(int length, ByteBuffer piece, int at) {
            int still = 0;
            for (int i = 0; i < count; i++) {
                if (surroundings().is(starts[i] + seen, piece, at, length)) {
                    starts[still++] = starts[i];
                }
            }
            count = still;
        }

        @Nullable
        String place() {
            int start = whole;
            for (int i = 0; i < count && seen == length(); i++) {
                start = start < 0 ? starts[i] : Math.min(start, starts[i]);
            }
            return start < 0 ? null : surroundings().place(start);
        }

        @Override
        public void close() {
            value.close();
        }
    }
}
