package dev.ske.cli.edit;

import java.io.IOException;

/** What is done if the JVM is told to end (SIGTERM, SIGHUP, Ctrl-C) before it is called off. */
final class AtEnd {
    private final Thread hook;

    /** What is done then. */
    interface Work {
        void run() throws IOException;
    }

    AtEnd(Work work) {
        hook = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // nobody is there to be told; the watchdog tries after us
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // it is at work
        }
    }
}
