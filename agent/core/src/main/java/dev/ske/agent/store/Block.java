package dev.ske.agent.store;

import dev.ske.agent.envelope.SecretMemory;
import dev.ske.agent.envelope.Zeros;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The regions in one mapping, one above the other, with a canary below the first and above each. What is closed is given
 * out again once nothing above it is open. Not thread-safe.
 */
final class Block {
    /** Bytes of a canary, and what regions are aligned to. */
    static final int CANARY = 16;

    private final Pages pages;
    private final ByteBuffer bytes;
    private final Guard guard;
    private final List<Piece> pieces = new ArrayList<>(4);

    /** Where the uppermost canary stands. */
    private int top;

    private boolean sealed;
    private boolean retired;
    private boolean givenBack;

    Block(Pages pages, Guard guard) {
        this.pages = pages;
        this.guard = guard;
        bytes = pages.bytes();
        guard.mark(bytes, 0);
    }

    /** Bytes that a region of so many takes with the canary above it. */
    static int taken(int bytes) {
        return Math.addExact(bytes, 2 * CANARY - 1) & -CANARY;
    }

    /** A region of zeros; null: no room. */
    SecretMemory.@Nullable Region allocate(int length) {
        int next = top + taken(length);
        if (next > bytes.capacity() - CANARY) {
            return null;
        }
        ByteBuffer view = bytes.duplicate();
        view.limit(top + CANARY + length);
        view.position(top + CANARY);
        Piece piece = new Piece(view.slice(), top);
        guard.mark(bytes, next);
        pieces.add(piece);
        top = next;
        return piece;
    }

    /** Whether every canary stands. */
    boolean intact() {
        boolean intact = guard.stands(bytes, 0);
        for (int i = 0; i < pieces.size(); i++) {
            intact &= guard.stands(bytes, pieces.get(i).above());
        }
        return intact;
    }

    void seal() {
        pages.writable(false);
        sealed = true;
    }

    void unseal() {
        pages.writable(true);
        sealed = false;
    }

    /** Overwrites all, if it still can; returns whether every canary stood. */
    boolean wipe() {
        if (retired) {
            return true;
        }
        if (sealed) {
            pages.writable(true);
            sealed = false;
        }
        boolean intact = intact();
        pages.wipe();
        return intact;
    }

    /** After {@link #wipe}; returns how many bytes that gives back, which an error may have kept it from before. */
    int retire() {
        if (givenBack) {
            return 0;
        }
        retired = true; // first: nobody is to touch what may be inaccessible
        pages.retire();
        givenBack = true;
        return bytes.capacity();
    }

    Pages pages() {
        return pages;
    }

    private void giveBack(Piece piece) {
        boolean reseal = sealed;
        if (sealed) {
            pages.writable(true);
        }
        boolean intact = guard.stands(bytes, piece.canary) && guard.stands(bytes, piece.above());
        if (!intact) {
            pages.wipe();
        } else {
            clear(piece.canary + CANARY, piece.above());
            for (int last = pieces.size() - 1; last >= 0 && pieces.get(last).closed; last--) {
                clear(top, top + CANARY);
                top = pieces.remove(last).canary;
            }
        }
        if (reseal) {
            pages.writable(false);
        }
        if (!intact) {
            throw Guard.broken();
        }
    }

    private void clear(int from, int to) {
        Zeros.overAll(bytes, from, to - from);
    }

    private final class Piece implements SecretMemory.Region {
        private final ByteBuffer view;

        /** Where the canary below stands. */
        private final int canary;

        private boolean closed;

        Piece(ByteBuffer view, int canary) {
            this.view = view;
            this.canary = canary;
        }

        /** Where the canary above stands. */
        int above() {
            return canary + taken(view.capacity());
        }

        @Override
        public ByteBuffer bytes() {
            if (closed || retired) {
                throw new IllegalStateException("this memory was given back");
            }
            return view;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                if (!retired) {
                    giveBack(this);
                }
            }
        }
    }
}
