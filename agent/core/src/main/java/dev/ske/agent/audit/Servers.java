package dev.ske.agent.audit;

import javax.management.MBeanServerFactory;

/**
 * Whether the program has a server of beans. The class that is asked reads no setting and begins nothing when it is loaded.
 * To look for it among the loaded classes instead would take a millisecond for every 10,000 of them, and print a warning of
 * the JDK's own code under {@code -Xcheck:jni}.
 */
final class Servers {
    /** Throws a LinkageError in a runtime without java.management. */
    static boolean any() {
        return !MBeanServerFactory.findMBeanServer(null).isEmpty();
    }

    private Servers() {}
}
