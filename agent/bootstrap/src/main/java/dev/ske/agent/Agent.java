package dev.ske.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The only class of ours that the program's class path shows: it makes the isolated loader and hands over. It runs before
 * the program, so it initialises nothing that the program could still want to configure, and it prints no trace: what
 * goes wrong ends in two lines.
 */
public final class Agent {
    private static final int INTERNAL = 70;

    /** Set on the command line of the helper JVM. */
    private static final String HELPER = "ske.helper";

    /** Called by the JVM for {@code -javaagent:ske-agent.jar=OPTIONS}, before the program's main. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        try {
            if (wanted(options)) {
                hand("dev.ske.agent.Startup", "premain", options, instrumentation);
            }
        } catch (Throwable bug) {
            report(bug);
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(INTERNAL);
        }
    }

    /** Called by the JVM when the agent is attached to a running program, which nothing here may end. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) throws Throwable {
        if (!wanted(options)) {
            return;
        }
        try {
            hand("dev.ske.agent.Startup", "agentmain", options, instrumentation);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    /** The command line, {@code java -jar ske-agent.jar COMMAND}; or the helper JVM that works with AWS KMS. */
    public static void main(String[] arguments) throws Throwable {
        boolean helper = System.getProperty(HELPER) != null;
        try {
            new PayloadLoader()
                    .loadClass(helper ? "dev.ske.kms.Helper" : "dev.ske.cli.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    private static void hand(
            String type, String entry, @Nullable String options, @Nullable Instrumentation instrumentation)
            throws Exception {
        new PayloadLoader()
                .loadClass(type)
                .getMethod(entry, String.class, Instrumentation.class)
                .invoke(null, options, instrumentation);
    }

    /** JAVA_TOOL_OPTIONS reaches every JVM of a session: our own short-lived ones and the JDK's tools want no secrets. */
    private static boolean wanted(@Nullable String options) {
        if (System.getProperty(HELPER) != null) {
            return false;
        }
        return !JdkTool.running() || toolsOn(options);
    }

    private static boolean toolsOn(@Nullable String options) {
        return options != null && ("," + options + ",").contains(",tools=on,");
    }

    @SuppressWarnings("SystemErr") // the one place to speak before the program and its logging exist
    private static void report(Throwable bug) {
        Throwable cause = bug instanceof InvocationTargetException && bug.getCause() != null ? bug.getCause() : bug;
        boolean forbidden = cause instanceof SecurityException;
        System.err.println("ske: error: the agent cannot start: "
                + (forbidden
                        ? "the security policy forbids it"
                        : cause.getClass().getName()) + " [INTERNAL]");
        System.err.println(
                forbidden
                        ? "ske: hint: grant codeBase \"file:/.../ske-agent.jar\" { permission java.security.AllPermission; };"
                        : "ske: hint: is ske-agent.jar complete and readable? please report this with the JDK's version");
    }

    private Agent() {}
}
