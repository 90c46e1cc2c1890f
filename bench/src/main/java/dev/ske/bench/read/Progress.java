package dev.ske.bench.read;

import java.time.Duration;

/** Says about twice a minute how far the reads are. */
final class Progress {
    private static final long PAUSE = Duration.ofSeconds(30).toNanos();

    private final int runs;
    private final long begun = System.nanoTime();
    private long said = begun;
    private int done;

    Progress(int runs) {
        this.runs = runs;
        System.err.println("reads: " + runs + " runs, each of one program");
    }

    /** One more run. */
    void done() {
        done++;
        long now = System.nanoTime();
        if (now - said >= PAUSE) {
            said = now;
            long left = Duration.ofNanos((now - begun) / done * (runs - done)).toSeconds();
            System.err.println("reads: " + done + " of " + runs + " runs, " + left + " s left");
        }
    }
}
