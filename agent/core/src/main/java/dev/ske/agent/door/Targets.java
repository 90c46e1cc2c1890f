package dev.ske.agent.door;

import java.util.Hashtable;
import java.util.Properties;

/** The JDK's methods into which the doors are woven. */
final class Targets {
    /** What {@code System.getenv} asks, and nothing else. */
    static final String ENVIRONMENT = "java.lang.ProcessEnvironment";

    /**
     * The JDK's own annotation by which compilers always put {@code getenv(name)} into its caller. Else it is up to the order in
     * which a program's methods happen to be compiled: the look-up that it makes is about as long as compilers still put into a
     * caller once it has been compiled by itself, and what is woven in makes it longer. Only in its caller can a constant
     * name's look-up be worked out ahead.
     */
    static final String INLINED =
            JavaVersion.FEATURE == 8 ? "Ljava/lang/invoke/ForceInline;" : "Ljdk/internal/vm/annotation/ForceInline;";

    static final String MAP = "Ljava/util/Map;";
    private static final String REDIRECTS = "[Ljava/lang/ProcessBuilder$Redirect;";

    /** Where the two {@code getenv} are: in {@code System} itself, should a JVM have no other place. */
    static boolean isEnvironment(Class<?> type) {
        return type == System.class || type.getName().equals(ENVIRONMENT);
    }

    /** The descriptor of the method of {@code ProcessBuilder} by which every child is started. */
    static String start() {
        return JavaVersion.FEATURE == 8 ? "()Ljava/lang/Process;" : "(" + REDIRECTS + ")Ljava/lang/Process;";
    }

    /** Where properties are looked up: until 8 a table of properties has no look-ups of its own. */
    static Class<?> lookUps() {
        return JavaVersion.FEATURE == 8 ? Hashtable.class : Properties.class;
    }

    static boolean isLookUps(Class<?> type) {
        return type == Hashtable.class || type == Properties.class;
    }

    /** Whether so many methods are all that there are, and there is the field that the one of {@code ProcessBuilder} asks. */
    static boolean complete(Class<?> type, int doors, boolean environmentField) {
        if (isLookUps(type)) {
            return doors == (type == Hashtable.class ? 2 : 4);
        }
        return isEnvironment(type) ? doors == 2 : doors == 1 && (type != ProcessBuilder.class || environmentField);
    }

    private Targets() {}
}
