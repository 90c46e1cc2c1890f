package dev.ske.agent;

/** The end of a JVM whose deferred start is not over. */
final class EarlyEnd implements Runnable {
    private final Opening opening;

    EarlyEnd(Opening opening) {
        this.opening = opening;
    }

    @Override
    public void run() {
        opening.abandonUnfinished();
    }
}
