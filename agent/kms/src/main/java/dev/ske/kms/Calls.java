package dev.ske.kms;

import dev.ske.agent.Code;
import dev.ske.agent.helper.Attempt;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has each ciphertext decrypted by the first of its keys that can, and answers each exactly once.
 *
 * <p>A key's calls run in its lane, some at once. The next key is tried when one refuses, and already when one has said
 * nothing at all for {@link #PATIENCE}: the silence counts for the lane, so that after a key hung once, nothing waits for
 * it again. The first success wins; what comes later is wiped. Nobody here waits for a thread that is stuck in a socket:
 * one thread, {@link #await}, watches the times, and says for others what they did not.
 */
final class Calls {
    /** Nanoseconds. */
    static final long PATIENCE = 2_000_000_000L;

    /**
     * How often times are looked at, in milliseconds: little against {@link #PATIENCE}. No more often, because it takes longer
     * the more is asked, and every answer would bring it about.
     */
    private static final long TICK = 50;

    private final Lane[] lanes;
    private final int parallel;
    private final Answers answers;
    private final Tally tally;
    private final long end;
    private final ArrayDeque<Request> refused = new ArrayDeque<>();
    private int unwritten;
    private boolean complete;
    private boolean closed;

    /** {@code end}: the time by which everything is answered. */
    Calls(RemoteKey[] keys, int parallel, long end, Answers answers, Tally tally) {
        this.parallel = parallel;
        this.end = end;
        this.answers = answers;
        this.tally = tally;
        lanes = new Lane[keys.length];
        for (int i = 0; i < keys.length; i++) {
            lanes[i] = new Lane(keys[i], i);
        }
    }

    /** Prepares every key on a thread of its own: its client and its credentials are ready, or nearly, when it is asked. */
    synchronized void warm() {
        for (Lane lane : lanes) {
            startWorker(lane);
        }
    }

    synchronized void ask(Request request) {
        unwritten++;
        tryNext(request, System.nanoTime());
    }

    /** Nothing more will be asked. */
    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    /** Nobody wants an answer any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /**
     * Watches the times and writes refusals until all is asked and answered.
     *
     * @return false if it was {@link #close}d before
     */
    boolean await() throws IOException, InterruptedException {
        long due = System.nanoTime();
        while (true) {
            Request next;
            synchronized (this) {
                long now = System.nanoTime();
                if (now - due >= 0) {
                    look(now);
                    due = now + TICK * 1_000_000;
                }
                next = refused.poll();
                if (closed || (complete && unwritten == 0)) {
                    return !closed;
                }
                if (next == null) {
                    wait(TICK);
                    continue;
                }
            }
            answers.refused(next, tally);
            written();
        }
    }

    /** Goes on to the next key, and over those that are known to refuse or to be silent. */
    private void tryNext(Request request, long now) {
        while (request.attemptsLeft() > 0) {
            long share = (end - now) / request.attemptsLeft();
            Attempt attempt = request.nextAttempt();
            Lane lane = lanes[attempt.key()];
            Refusal standing = lane.standing();
            if (standing != null) {
                request.refuse(attempt, standing);
                continue;
            }
            long timeout = lane.key().timeoutNanos();
            Turn turn = new Turn(request, attempt, now, timeout == 0 ? share : Math.min(timeout, end - now));
            request.begin(turn);
            lane.add(turn, now);
            notifyAll();
            if (lane.wantsWorker(parallel)) {
                startWorker(lane);
            }
            if (now - lane.heard() < PATIENCE) {
                return;
            }
        }
        if (!request.hasOpenTurns() && !request.isAnswered()) {
            request.answer();
            refused.add(request);
            notifyAll();
        }
    }

    private void startWorker(Lane lane) {
        lane.startWorker();
        Thread worker = new Thread(new Worker(lane), "ske-kms");
        worker.setDaemon(true);
        // The SDK looks for services by it: in the program's JVM the thread would have the program's.
        worker.setContextClassLoader(Calls.class.getClassLoader());
        worker.start();
    }

    private final class Worker implements Runnable {
        private final Lane lane;

        Worker(Lane lane) {
            this.lane = lane;
        }

        @Override
        public void run() {
            try {
                lane.key().warm();
                Turn turn = take(lane);
                while (turn != null) {
                    work(turn);
                    turn = take(lane);
                }
            } catch (IOException | InterruptedException e) {
                close();
            }
        }

        private void work(Turn turn) throws IOException {
            Request request = turn.request();
            byte[] plaintext;
            try {
                plaintext = lane.key()
                        .decrypt(turn.attempt().algorithm(), turn.attempt().ciphertext());
            } catch (Refused e) {
                failed(lane, turn, e.refusal());
                return;
            } catch (RuntimeException | LinkageError e) {
                failed(lane, turn, Refusals.ofBug(e));
                return;
            }
            if (opened(lane, turn)) {
                answers.opened(request, tally, lane.index(), plaintext);
                written();
            } else {
                Arrays.fill(plaintext, (byte) 0);
            }
        }
    }

    private synchronized @Nullable Turn take(Lane lane) throws InterruptedException {
        Turn next = lane.next();
        while (next == null && !closed) {
            lane.idle(true);
            wait();
            lane.idle(false);
            next = lane.next();
        }
        if (next != null) {
            lane.begin(next, System.nanoTime());
        }
        return closed ? null : next;
    }

    /** Whether this success is the first. */
    private synchronized boolean opened(Lane lane, Turn turn) {
        lane.heard(System.nanoTime(), turn);
        lane.countOpened();
        boolean first = !turn.request().isAnswered();
        turn.request().answer();
        return first;
    }

    private synchronized void failed(Lane lane, Turn turn, Refusal why) {
        long now = System.nanoTime();
        lane.heard(now, turn);
        lane.learn(why);
        refuse(turn, why, now);
        if (lane.standing() != null) {
            for (Turn queued = lane.next(); queued != null; queued = lane.next()) {
                lane.giveUp(queued);
                refuse(queued, why, now);
            }
        }
    }

    private void refuse(Turn turn, Refusal why, long now) {
        Request request = turn.request();
        if (turn.isEnded() || request.isAnswered()) {
            return;
        }
        turn.end();
        request.refuse(turn.attempt(), why);
        if (request.latest() == turn || !request.hasOpenTurns()) {
            tryNext(request, now);
        }
    }

    private void look(long now) {
        for (Lane lane : lanes) {
            List<Turn> open = lane.open();
            boolean silent = now - lane.heard() >= PATIENCE;
            for (Turn turn : open) {
                Request request = turn.request();
                if (request.isAnswered()) {
                    lane.giveUp(turn);
                } else if (now - end >= 0 || now - turn.expires(lane.heard()) >= 0) {
                    lane.giveUp(turn);
                    refuse(turn, silence(lane, now - end >= 0), now);
                } else if (silent && request.latest() == turn && request.attemptsLeft() > 0) {
                    tryNext(request, now);
                }
            }
        }
    }

    /** Where the key answered other calls, the network is right and there was too much to do. */
    private static Refusal silence(Lane lane, boolean deadline) {
        Refusal overdue = lane.key().overdue(deadline);
        if (overdue != null) {
            return overdue;
        }
        int opened = lane.opened();
        if (opened > 0) {
            return new Refusal(
                    Code.KMS_UNREACHABLE,
                    "KMS answered " + opened + (opened == 1 ? " call" : " calls") + ", and not this one before "
                            + (deadline ? "the deadline of the start" : "the end of the key's time"),
                    "encrypt the values as v2, which needs one call for a file, or wait longer: deadline:, and timeout: in"
                            + " the key's section",
                    Refusal.Lasting.NO);
        }
        return new Refusal(
                Code.KMS_UNREACHABLE,
                deadline
                        ? "KMS did not answer before the deadline of the start"
                        : "KMS did not answer in the key's time",
                "look for a firewall, a proxy or a wrong endpoint between this machine and KMS; timeout: in the key's section"
                        + " and deadline: say how long is waited",
                Refusal.Lasting.NO);
    }

    private synchronized void written() {
        unwritten--;
        notifyAll();
    }
}
