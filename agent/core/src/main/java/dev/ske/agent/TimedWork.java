package dev.ske.agent;

import dev.ske.agent.config.KmsKey;
import dev.ske.agent.key.Fallbacks;
import dev.ske.agent.key.KmsSession;
import dev.ske.agent.key.KmsStart;
import dev.ske.agent.refresh.Joining;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work with documents and keys, on a daemon thread that ends with it. Who waits for it waits no longer than the configured
 * deadline: a file system that hangs must not hang the program silently.
 */
abstract class TimedWork<R> implements Runnable {
    private static final long DEFAULT_DEADLINE_MILLIS = 10_000;

    /** How often the waiting thread looks whether the document has set a shorter deadline. */
    private static final long LOOK_MILLIS = 50;

    /** After the deadline: so long the helper, which has the same one, may say what hung, and then so long we may report. */
    private static final long GRACE_MILLIS = 200;

    private final String what;
    private final long begun = System.nanoTime();

    /** Of the thread that works and of those that it starts, which work with AWS KMS where no helper does. */
    private final ThreadGroup group = new ThreadGroup("ske");

    private final Thread thread;
    private volatile long deadlineMillis = DEFAULT_DEADLINE_MILLIS;
    private @Nullable R result;
    private volatile @Nullable Throwable failed;
    private volatile @Nullable KmsSession session;
    private volatile boolean abandoned;

    /** Whether as much is done as {@link #awaitMilestone} waits for. */
    private boolean reached;

    private boolean over;

    /** {@code what}: the start or the refresh, as its thread's name and messages call it. */
    TimedWork(String what) {
        this.what = what;
        thread = new Thread(group, this, "ske-" + what);
    }

    /** What is to be done; on a thread of its own. */
    abstract R work();

    /** Undoes it, because nobody waits any more; no more than once, on whichever thread comes last. */
    abstract void undo(R result);

    final void begin() {
        thread.setDaemon(true);
        // It is gone with its last thread; on newer JDKs all groups are.
        group.setDaemon(true);
        thread.start();
    }

    @Override
    public final void run() {
        try {
            R done = work();
            if (!keep(done)) {
                undo(done);
            }
        } catch (Throwable failure) {
            failed = failure;
        } finally {
            over();
        }
    }

    private synchronized void over() {
        over = true;
        notifyAll();
    }

    /** Lets those go on who wait for no more than this. */
    final synchronized void milestone() {
        reached = true;
        notifyAll();
    }

    /** Waits for the {@link #milestone} or the end of the work, whichever comes first, but not longer than the deadline. */
    final synchronized void awaitMilestone() {
        boolean interrupted = false;
        for (int left = leftMillis(); !reached && !over && !abandoned && left > 0; left = leftMillis()) {
            try {
                wait(Math.min(left, LOOK_MILLIS));
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean keep(R done) {
        if (!abandoned) {
            result = done;
        }
        return !abandoned;
    }

    /**
     * Leaves no key and no helper behind in a program that goes on without this, whenever the thread comes to its end: what it
     * has done, or will have, is undone.
     */
    final void abandon() {
        R done;
        synchronized (this) {
            abandoned = true;
            done = result;
            result = null;
        }
        KmsSession begun = session;
        if (begun != null) {
            begun.close();
        }
        if (done != null) {
            undo(done);
        }
    }

    /** The same, unless it has come to its end: what was done stays. */
    final void abandonUnfinished() {
        boolean done;
        synchronized (this) {
            done = result != null;
        }
        if (!done) {
            abandon();
        }
    }

    /** Whether nobody waits for the result any more. */
    final boolean isAbandoned() {
        return abandoned;
    }

    final void deadline(long millis) {
        deadlineMillis = millis;
    }

    /** The work with AWS KMS, which ends with this; the caller closes it. */
    final KmsSession session(List<KmsKey> keys, KmsStart start, @Nullable Fallbacks fallbacks) {
        KmsSession begun = new KmsSession(keys, start, fallbacks);
        session = begun;
        if (abandoned) {
            begun.close(); // abandon may have come before there was anything to close
        }
        return begun;
    }

    /** Whether this is the thread that works, or works for it: it must not wait for what it does. */
    final boolean runsHere() {
        return Thread.currentThread().getThreadGroup() == group;
    }

    /** The result, or the failure. Who is interrupted meanwhile, as any reader may be, waits on and is so afterwards. */
    final R await() {
        boolean interrupted = false;
        for (int left = leftMillis(); thread.isAlive() && !abandoned && left > 0; left = leftMillis()) {
            interrupted |= join(Math.min(left, LOOK_MILLIS));
        }
        if (abandoned) {
            interrupted |= join(GRACE_MILLIS); // it may still say why it ended
        }
        KmsSession kms = session;
        Failure late = null;
        if (kms != null && thread.isAlive() && !abandoned) {
            Failure unanswered = unanswered();
            interrupted |= join(GRACE_MILLIS);
            kms.end(unanswered);
            interrupted |= join(GRACE_MILLIS);
            late = kms.waiting() ? unanswered : null;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result(late);
    }

    private R result(@Nullable Failure late) {
        Throwable failure = failed;
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        R done;
        synchronized (this) {
            done = result;
        }
        if (done == null) {
            throw late == null ? late() : late;
        }
        return done;
    }

    /** The result, which is the caller's from now on; null: there is none, or none any more. */
    final synchronized @Nullable R take() {
        R done = result;
        result = null;
        return done;
    }

    /** Waits until the thread has ended, but not longer than the deadline; returns whether it has. */
    final boolean ended() {
        Joining.join(thread, deadlineMillis);
        return !thread.isAlive();
    }

    final Failure late() {
        return new Failure(
                Code.DOCUMENT_MISSING,
                "reading the sources took longer than " + deadlineMillis + " ms",
                "is a file system not answering? /ske/deadline sets the limit");
    }

    private Failure unanswered() {
        return new Failure(
                Code.KMS_UNREACHABLE,
                "AWS KMS did not answer within the deadline of the " + what + ", " + deadlineMillis + " ms",
                "can this machine reach it, or is a proxy or an endpoint to be configured? /ske/deadline sets the limit");
    }

    /** Waits until the thread has ended, or so long; returns whether this one was interrupted meanwhile. */
    private boolean join(long millis) {
        return Joining.within(thread, millis);
    }

    /** What is left of the deadline; not below 0. */
    final int leftMillis() {
        long left = deadlineMillis - (System.nanoTime() - begun) / 1_000_000;
        return (int) Math.max(0, Math.min(left, Integer.MAX_VALUE));
    }
}
