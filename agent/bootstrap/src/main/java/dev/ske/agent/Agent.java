package dev.ske.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.function.BiConsumer;
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

    /**
     * Called by the JVM for {@code -javaagent:ske-agent.jar=OPTIONS}, before the program's main. The build marks it as if it took
     * a variable number of arguments (agent/dist/src/build/Entry.java says why).
     */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        try {
            if (wanted(options)) {
                startup().accept(options, instrumentation);
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
        PayloadCall.call(
                "dev.ske.agent.Startup",
                "agentmain",
                new Class<?>[] {String.class, Instrumentation.class},
                options,
                instrumentation);
    }

    /** The command line, {@code java -jar ske-agent.jar COMMAND}; or the helper JVM that works with AWS KMS. */
    public static void main(String[] arguments) throws Throwable {
        String main = System.getProperty(HELPER) != null ? "dev.ske.kms.Helper" : "dev.ske.cli.Main";
        PayloadCall.call(main, "main", new Class<?>[] {String[].class}, (Object) arguments);
    }

    /** Not called by reflection, for which 18 and newer would spin method handles. */
    @SuppressWarnings("unchecked")
    private static BiConsumer<@Nullable String, Instrumentation> startup() throws Exception {
        return (BiConsumer<@Nullable String, Instrumentation>) new PayloadLoader()
                .loadClass("dev.ske.agent.Startup")
                .getDeclaredConstructor()
                .newInstance();
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
