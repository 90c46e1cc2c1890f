package dev.ske.agent.refresh;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One refresh, and those who wait for it. Thread-safe. */
final class Round {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Failure failure;

    /** The first call counts. {@code failure}: null: it succeeded. */
    synchronized void end(@Nullable Failure failure) {
        if (ended.getCount() > 0) {
            this.failure = failure;
            ended.countDown();
        }
    }

    /**
     * Waits until it has ended. Who is interrupted meanwhile waits on, since the end is near, and is so afterwards.
     *
     * @throws Failure why the refresh failed, an exception for each who waits; DOCUMENT_MISSING if it has not ended by then
     */
    void await(long mostMillis) {
        boolean interrupted = false;
        boolean over = false;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMillis);
        for (long left = 1; !over && left > 0; ) {
            left = until - System.nanoTime();
            try {
                over = ended.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!over) {
            throw new Failure(
                    Code.DOCUMENT_MISSING,
                    "the refresh has not ended within " + mostMillis + " ms",
                    "is a file system not answering?");
        }
        Failure why = failure;
        if (why != null) {
            throw new Failure(why.code(), String.valueOf(why.getMessage()), why.hint());
        }
    }
}
