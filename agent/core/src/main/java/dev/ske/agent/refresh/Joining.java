package dev.ske.agent.refresh;

/** Waits for a thread to end. */
final class Joining {
    /** So long at most, and not for oneself. Who is interrupted meanwhile waits on and is so afterwards. */
    static void join(Thread thread, long millis) {
        if (thread == Thread.currentThread()) {
            return;
        }
        boolean interrupted = false;
        long until = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; thread.isAlive() && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
            try {
                thread.join(left);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Joining() {}
}
