package dev.ske.agent;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's own tools (jps, jcmd, keytool, javac ...) from programs, by the module of the main class, on 8 by the
 * launcher's {@code sun.java.command}. A program taken for a tool would run without its secrets, so a jar is never one,
 * whatever its path looks like.
 */
final class JdkTool {
    /** Main classes of the tools of JDK 8, which has no modules to tell them by. */
    private static final String[] JDK_8 = {
        "sun.",
        "com.sun.tools.",
        "com.sun.java.util.jar.pack.",
        "com.sun.corba.",
        "com.sun.javafx.tools.",
        "jdk.nashorn.tools.",
        "jdk.jfr."
    };

    /** The launcher of {@code java Main.java} lives in a JDK module, what it runs is the user's program. */
    private static final String SOURCE_LAUNCHER = "jdk.compiler/com.sun.tools.javac.launcher.";

    static boolean running() {
        return running(
                System.getProperty("sun.java.command", ""),
                System.getProperty("jdk.module.main"),
                System.getProperty("java.specification.version", "").startsWith("1.")
                        ? System.getProperty("java.class.path", "")
                        : null);
    }

    /**
     * {@code command}: the main class with its module or the jar, as the launcher was told, and its arguments; {@code
     * module}: of the main class, where it is in one; {@code classPath8}: null but on JDK 8, and with {@code -jar} that jar and the agents.
     */
    static boolean running(String command, @Nullable String module, @Nullable String classPath8) {
        if (classPath8 == null) {
            return module != null
                    && (module.startsWith("java.") || module.startsWith("jdk."))
                    && !command.startsWith(SOURCE_LAUNCHER);
        }
        int end = classPath8.indexOf(File.pathSeparatorChar);
        String first = end < 0 ? classPath8 : classPath8.substring(0, end);
        if (!first.isEmpty() && command.startsWith(first)) {
            return false;
        }
        for (String tool : JDK_8) {
            if (command.startsWith(tool)) {
                return true;
            }
        }
        return false;
    }

    private JdkTool() {}
}
