package dev.ske.agent.store;

/**
 * The time of one sealing key, which lies in one of two slots. Whoever opens or seals under it has a cipher and
 * looks then whether it is alive: its key is overwritten only when it is not and every cipher was free once since then.
 */
final class Generation {
    private final int slot;
    private volatile boolean alive = true;

    /** How many readings hold it; this and the next are {@link Generations}'. */
    private int leases;

    /** Whether another one is served in its place. */
    private boolean retired;

    Generation(int slot) {
        this.slot = slot;
    }

    int slot() {
        return slot;
    }

    boolean alive() {
        return alive;
    }

    void end() {
        alive = false;
    }

    /** False: it is served no more. */
    boolean lease() {
        if (retired) {
            return false;
        }
        leases++;
        return true;
    }

    void release() {
        leases--;
    }

    void retire() {
        retired = true;
    }

    /** Whether nobody is to read of it any more. */
    boolean over() {
        return retired && leases == 0;
    }
}
