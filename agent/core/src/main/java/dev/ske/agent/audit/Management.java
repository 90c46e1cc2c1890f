package dev.ske.agent.audit;

import dev.ske.agent.Log;
import dev.ske.agent.config.Jmx;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the store's bean registered where the program has a server of beans. Until it has, only the JDK's list of servers is
 * touched ({@link Servers}). The look is seldom, and ever more seldom.
 */
final class Management {
    private static final long FIRST_INTERVAL = 1000;
    private static final long LONGEST_INTERVAL = 300_000;

    private final boolean atStart;
    private final Supplier<Map<String, Object>> info;
    private final Runnable refresh;
    private boolean settled;
    private long next;
    private long interval = FIRST_INTERVAL;
    private @Nullable Runnable leave;

    Management(Jmx wanted, Supplier<Map<String, Object>> info, Runnable refresh) {
        this.atStart = wanted == Jmx.ON || (wanted == Jmx.AUTO && askedOfTheJvm());
        this.settled = wanted == Jmx.OFF;
        this.info = info;
        this.refresh = refresh;
    }

    /** The JVM makes a server before main then; the program has no say in it any more. */
    private static boolean askedOfTheJvm() {
        return System.getProperty("com.sun.management.jmxremote") != null
                || System.getProperty("com.sun.management.jmxremote.port") != null;
    }

    /** The program can read. */
    synchronized void start() {
        if (atStart && !settled) {
            settled = true;
            if (!register(true)) {
                Log.warn("jmx: on has no effect: this runtime has no usable module java.management");
            }
        }
    }

    /** {@code millis}: the time. */
    synchronized void look(long millis) {
        if (settled || millis < next) {
            return;
        }
        next = millis + interval;
        interval = Math.min(2 * interval, LONGEST_INTERVAL);
        try {
            settled = Servers.any() && register(false);
        } catch (LinkageError none) {
            settled = true; // a runtime without java.management
        }
    }

    private boolean register(boolean make) {
        try {
            leave = StoreBean.register(info, refresh, make);
            return leave != null;
        } catch (LinkageError none) {
            return false;
        }
    }

    synchronized void end() {
        settled = true;
        Runnable leaving = leave;
        leave = null;
        if (leaving != null) {
            leaving.run();
        }
    }
}
