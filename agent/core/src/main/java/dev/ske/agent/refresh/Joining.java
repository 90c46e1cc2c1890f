package dev.ske.agent.refresh;

/** Waits for a thread to end. */
public final class Joining {
    /** So long at most, and not for oneself. Who is interrupted meanwhile waits on and is so afterwards. */
    public static void join(Thread thread, long millis) {
        if (thread != Thread.currentThread() && within(thread, millis)) {
            Thread.currentThread().interrupt();
        }
    }

    /** The same for who waits several times: returns whether this thread was interrupted meanwhile, and is so no more. */
    public static boolean within(Thread thread, long millis) {
        boolean interrupted = false;
        long until = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; thread.isAlive() && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            try {
                thread.join(left);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private Joining() {}
}
