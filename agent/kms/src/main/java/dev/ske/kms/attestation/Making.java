package dev.ske.kms.attestation;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import org.jspecify.annotations.Nullable;

/** One attempt to have a document, on a thread of its own: the source may hang for ever, and is left behind then. */
final class Making implements Runnable {
    private final Origin origin;
    private final @Nullable KeyedDocument before;
    private final boolean rejected;
    private final long end;
    private final EnclaveAttestation waits;

    /**
     * @param before the one that must be replaced; null at first
     * @param rejected whether KMS rejected that
     * @param end until when it is waited for, by {@link System#nanoTime}
     * @param waits is told how it ended
     */
    Making(Origin origin, @Nullable KeyedDocument before, boolean rejected, long end, EnclaveAttestation waits) {
        this.origin = origin;
        this.before = before;
        this.rejected = rejected;
        this.end = end;
        this.waits = waits;
    }

    void begin() {
        Thread thread = new Thread(this, "ske-attestation");
        thread.setDaemon(true);
        // In the program's JVM the thread would have the program's.
        thread.setContextClassLoader(Making.class.getClassLoader());
        thread.start();
    }

    /** Nanoseconds until nobody waits any more; not above 0: that is now. */
    long left() {
        return end - System.nanoTime();
    }

    boolean afterRejection() {
        return rejected;
    }

    @Override
    public void run() {
        try {
            waits.made(this, origin.next(before));
        } catch (Failure e) {
            waits.failed(this, e);
        } catch (RuntimeException | LinkageError e) {
            waits.failed(
                    this,
                    new Failure(
                            Code.INTERNAL,
                            "it ended with " + e.getClass().getName(),
                            "is ske-agent.jar complete, and can the process open enough files? else this is a bug of SKE"));
        }
    }
}
