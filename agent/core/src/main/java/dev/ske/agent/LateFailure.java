package dev.ske.agent;

import dev.ske.agent.refresh.Joining;

/** The end of a deferred start that failed, when the program may be running already. */
final class LateFailure implements Runnable {
    /** How long printing may take: a thread of the program may hold the stream's lock while it waits for a secret. */
    private static final long MOST_MILLIS = 2000;

    private final Failure failure;

    private LateFailure(Failure failure) {
        this.failure = failure;
    }

    /**
     * Prints the two lines and ends the JVM at once, as a start that fails before main: shutdown hooks could wait for a secret
     * that never comes, or go on without it. Returns the failure where the JVM is ending by itself, which it does with its own
     * exit status, and where a security manager of the program lets nobody end it. Where the start was broken off because
     * the JVM ends, its hooks have all run: nothing failed, and whoever waits still is left at that.
     */
    static Failure end(Opening opening, Failure failure) {
        while (opening.isAbandoned()) {
            Joining.within(Thread.currentThread(), 60_000);
        }
        try {
            opening.abandon();
        } catch (RuntimeException | Error notUndone) {
            // the JVM ends, and its memory with it
        }
        try {
            Thread thread = new Thread(new LateFailure(failure), "ske-failure");
            thread.setDaemon(true);
            thread.start();
            Joining.join(thread, MOST_MILLIS);
        } catch (Throwable noThread) {
            // the exit status says enough
        }
        if (!isEnding()) {
            try {
                Runtime.getRuntime().halt(failure.code().exit());
            } catch (SecurityException forbidden) {
                // whoever waits is told
            }
        }
        return failure;
    }

    @Override
    public void run() {
        Log.release();
        Log.failure(failure);
        System.out.flush();
        System.err.flush();
    }

    /** To take out a hook that was never put in does nothing, and is refused while the JVM ends. */
    private static boolean isEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException ending) {
            return true;
        } catch (SecurityException unknown) {
            return false;
        }
    }
}
