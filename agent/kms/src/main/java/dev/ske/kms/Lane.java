package dev.ske.kms;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One key's queue and what is known of the key. Guarded by {@link Calls}. */
final class Lane {
    private final RemoteKey key;
    private final int index;
    private final ArrayDeque<Turn> queue = new ArrayDeque<>();
    private final Set<Turn> open = new LinkedHashSet<>();
    private @Nullable Refusal standing;
    private int opened;
    private int workers;
    private int idle;
    private int underWay;
    private long heard;

    Lane(RemoteKey key, int index) {
        this.key = key;
        this.index = index;
    }

    RemoteKey key() {
        return key;
    }

    int index() {
        return index;
    }

    void add(Turn turn, long now) {
        // With a call that hangs, the silence goes on although nobody waits for that call any more.
        if (open.isEmpty() && underWay == 0) {
            heard = now;
        }
        open.add(turn);
        queue.add(turn);
    }

    /** Whether another worker would find something to do. */
    boolean wantsWorker(int most) {
        return workers < most && queue.size() > idle;
    }

    void startWorker() {
        workers++;
    }

    void idle(boolean now) {
        idle += now ? 1 : -1;
    }

    /** The next turn that is still wanted. */
    @Nullable
    Turn next() {
        Turn turn = queue.poll();
        while (turn != null && (turn.isEnded() || turn.request().isAnswered())) {
            open.remove(turn);
            turn = queue.poll();
        }
        return turn;
    }

    void begin(Turn turn, long now) {
        underWay++;
        turn.begin(now);
    }

    /** The key said something, about whatever. */
    void heard(long now, Turn turn) {
        heard = now;
        underWay--;
        open.remove(turn);
    }

    void giveUp(Turn turn) {
        open.remove(turn);
    }

    /** When the key last said something; if it has not since it was asked, when it was. */
    long heard() {
        return heard;
    }

    List<Turn> open() {
        return new ArrayList<>(open);
    }

    void countOpened() {
        opened++;
    }

    /** How many calls gave a plaintext. */
    int opened() {
        return opened;
    }

    /** Remembers what would be the answer to every further call too. */
    void learn(Refusal refusal) {
        if (refusal.lasting() == Refusal.Lasting.YES
                || (refusal.lasting() == Refusal.Lasting.UNTIL_AN_ANSWER && opened == 0)) {
            standing = refusal;
        }
    }

    /** Non-null: asking is of no use. */
    @Nullable
    Refusal standing() {
        return standing;
    }
}
