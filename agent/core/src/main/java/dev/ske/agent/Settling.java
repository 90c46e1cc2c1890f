package dev.ske.agent;

import dev.ske.agent.refresh.Fingerprint;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether files are as they were when reading them began. One that was changed just now is given a moment first, in which
 * whoever writes it may go on: a file that is written in place is there half before it is there whole.
 */
final class Settling {
    private static final long QUIET_MILLIS = 100;

    private final List<Path> files;
    private final Fingerprint read;

    /** Before the files are read. */
    Settling(List<Path> files) {
        this.files = files;
        this.read = Fingerprint.of(files);
    }

    /** Whether what was read since then is what is there still; {@code mostMillis}: so long it may wait. */
    boolean over(long mostMillis) {
        // a file system whose clock is ahead of ours, or far behind, gives no moment
        long age = System.currentTimeMillis() - read.changedMillis();
        if (age >= 0 && age < QUIET_MILLIS) {
            rest(Math.min(QUIET_MILLIS - age, mostMillis));
        }
        return Fingerprint.of(files).same(read);
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException meaningless) {
            // whoever interrupts every thread that he finds does not mean this one
        }
    }
}
