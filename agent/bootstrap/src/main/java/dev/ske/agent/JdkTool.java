package dev.ske.agent;

/** Tells the JDK's own tools (jps, jcmd, keytool, javac ...) from programs, by the launcher's {@code sun.java.command}. */
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

    static boolean running(String command) {
        if (command.startsWith(SOURCE_LAUNCHER)) {
            return false;
        }
        int end = command.indexOf(' ');
        String main = end < 0 ? command : command.substring(0, end);
        if (main.endsWith(".jar")) {
            return false;
        }
        int module = main.indexOf('/');
        if (module > 0) {
            // a path of folders and a jar whose name has a blank must not be taken for one: it is served, or it fails
            boolean jdkModule = main.startsWith("java.") || main.startsWith("jdk.");
            return jdkModule && (startsWithAny(main, module + 1, JDK_8) || main.startsWith("jdk.", module + 1));
        }
        return startsWithAny(main, 0, JDK_8);
    }

    private static boolean startsWithAny(String text, int from, String[] beginnings) {
        for (String beginning : beginnings) {
            if (text.startsWith(beginning, from)) {
                return true;
            }
        }
        return false;
    }

    private JdkTool() {}
}
