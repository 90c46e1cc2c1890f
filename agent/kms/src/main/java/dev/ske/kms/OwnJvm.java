package dev.ske.kms;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What may be set and ended because this JVM is the helper's own. */
final class OwnJvm {
    /**
     * Keeps this JVM's memory out of a core dump, whoever asks for one (core(5)): on 8 a JVM that crashes has no other way.
     * Where the system has no such file, the options on the command line are all there is.
     */
    static void dumpNothing() {
        try (OutputStream filter = new FileOutputStream("/proc/self/coredump_filter")) {
            filter.write('0');
        } catch (IOException noSuchFile) {
            return;
        }
    }

    /** Gives the program's network settings to this JVM; before anything of its network code is touched. */
    static void settle(Map<String, String> properties, int parallel) {
        // Connections kept for the next call: the JDK keeps 5, and each of the others would shake hands again.
        System.setProperty("http.maxConnections", Integer.toString(parallel));
        for (Map.Entry<String, String> property : properties.entrySet()) {
            System.setProperty(property.getKey(), property.getValue());
        }
        ProxyUser.install(new Surroundings());
    }

    /** Ends this JVM after so many milliseconds, whatever it does. */
    static void endAfter(long millis) {
        Thread watchdog = new Thread(new Watchdog(millis), "ske-kms-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    private static final class Watchdog implements Runnable {
        private final long millis;

        Watchdog(long millis) {
            this.millis = millis;
        }

        @Override
        public void run() {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            System.err.println("ske: helper: the deadline has passed");
            Runtime.getRuntime().halt(70);
        }
    }

    private OwnJvm() {}
}
