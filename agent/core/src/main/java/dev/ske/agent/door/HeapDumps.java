package dev.ske.agent.door;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * What of HotSpot writes heap dumps: three flags, which can be changed while the JVM runs, and the diagnostic bean. The
 * bean is asked for without a server of beans, which the program may want to configure first.
 */
final class HeapDumps {
    private static final String[] FLAGS = {"HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC"};
    private static final String SETTING = " (/ske/hardening/heap-dumps)";
    private static final String SHOWS = "shows the values that the program has read, though none that nobody read";

    private final HotSpotDiagnosticMXBean bean;

    /** Null: what could write one is named only. */
    private final @Nullable Weaver refusal;

    /**
     * Changes nothing yet. Null, after a warning, where the JVM does not tell what its flags are and none is to be changed.
     *
     * @throws Failure MEMORY_UNAVAILABLE if dumps are to be off and this JVM gives no way to it
     */
    static @Nullable HeapDumps find(boolean off) {
        HotSpotDiagnosticMXBean bean = bean();
        if (bean != null) {
            return new HeapDumps(bean, off ? refusal(bean.getClass()) : null);
        }
        if (off) {
            throw impossible("this runtime has no diagnostic bean of HotSpot (module jdk.management)");
        }
        Log.warn("this runtime does not tell whether it writes heap dumps: it has no diagnostic bean of HotSpot"
                + " (module jdk.management)" + SETTING);
        return null;
    }

    private static @Nullable HotSpotDiagnosticMXBean bean() {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        } catch (IllegalArgumentException | LinkageError none) { // another JVM, or a runtime without the module
            return null;
        }
    }

    private static Weaver refusal(Class<?> bean) {
        try {
            return new Weaver(bean);
        } catch (Failure unexpected) {
            throw impossible(String.valueOf(unexpected.getMessage()));
        }
    }

    /** @throws Failure MEMORY_UNAVAILABLE if this JVM does not let the bean be changed; no flag is then */
    void apply(Instrumentation instrumentation) {
        if (refusal != null) {
            try {
                refusal.open(instrumentation);
            } catch (Failure refused) {
                throw impossible(String.valueOf(refused.getMessage()));
            }
        }
        for (String flag : FLAGS) {
            if (isSet(flag)) {
                flag(flag);
            }
        }
        if (isReachable()) {
            Log.warn("JMX can be reached from outside (com.sun.management.jmxremote): who may use it can "
                    + (refusal == null
                            ? "have a heap dump written, which " + SHOWS
                            : "have the flags of heap dumps set again")
                    + SETTING);
        }
        if (refusal != null && !isSet("DisableAttachMechanism")) {
            Log.warn("jcmd and jmap can still have a heap dump written by attaching;"
                    + " -XX:+DisableAttachMechanism prevents that" + SETTING);
        }
    }

    private void flag(String flag) {
        if (refusal == null) {
            Log.warn(flag + " is set: a heap dump " + SHOWS + SETTING);
        } else {
            bean.setVMOption(flag, "false");
        }
    }

    private boolean isSet(String flag) {
        try {
            return "true".equals(bean.getVMOption(flag).getValue());
        } catch (IllegalArgumentException unknown) { // a JVM without it does not do what it stands for
            return false;
        }
    }

    private static boolean isReachable() {
        return System.getProperty("com.sun.management.jmxremote.port") != null
                || System.getProperty("com.sun.management.jmxremote") != null
                || System.getProperty("com.sun.management.config.file") != null;
    }

    private static Failure impossible(String why) {
        return new Failure(
                Code.MEMORY_UNAVAILABLE,
                "heap dumps cannot be switched off: " + why,
                "use a JVM that has it, or set /ske/hardening/heap-dumps to warn or leave it out");
    }

    private HeapDumps(HotSpotDiagnosticMXBean bean, @Nullable Weaver refusal) {
        this.bean = bean;
        this.refusal = refusal;
    }
}
