package dev.ske.agent.audit;

import dev.ske.agent.config.Glob;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who reads, by the stack of the current thread. Frames that the JVM hides, and classes without a name of their own such as
 * a lambda's, are no callers: the method that they were written in stands on the stack where it calls them.
 *
 * <p>No question fails: where a stack is too deep to be looked at, there is no caller, and none that is allowed. Thread-safe.
 */
public final class Callers {
    private static final Frames FRAMES = frames();

    /** What is not the program's: the JDK, this agent, and the API, of which a program may have a copy. */
    private static final String[] NOT_THE_PROGRAM = {
        "java.", "javax.", "jdk.", "sun.", "com.sun.", "dev.ske.agent.", "dev.ske.boot.", "dev.ske.api."
    };

    /** Loads now what the first question would. Cheap, and needed only where questions will be asked. */
    public static void prepare() {
        caller();
        classes();
    }

    /** The newest frame that is the program's: class, in binary form, and method alone. Null: there is none. */
    public static @Nullable StackTraceElement caller() {
        try {
            return FRAMES.caller();
        } catch (StackOverflowError | RuntimeException | LinkageError unknown) {
            return null;
        }
    }

    /** The classes of all frames, the JDK's and ours too, in binary form ({@code com.acme.Db$Pool}); newest first. */
    public static List<String> classes() {
        try {
            return FRAMES.classes();
        } catch (StackOverflowError | RuntimeException | LinkageError unknown) {
            return Collections.emptyList();
        }
    }

    /**
     * Whether one of these classes is named by one of these patterns: {@code com.acme.Db} that class alone,
     * {@code com.acme.Db*} also those nested in it, {@code com.acme.*} those of the package, {@code com.acme.**} also those of
     * the packages below it.
     */
    public static boolean anyOf(List<String> classes, List<Glob> patterns) {
        String last = "";
        for (int i = 0; i < classes.size(); i++) {
            String name = classes.get(i);
            for (int j = 0; j < patterns.size() && !name.equals(last); j++) {
                if (patterns.get(j).matches(name)) {
                    return true;
                }
            }
            last = name;
        }
        return false;
    }

    static boolean isProgram(String className) {
        for (String prefix : NOT_THE_PROGRAM) {
            if (className.startsWith(prefix)) {
                return false;
            }
        }
        return isNamed(className);
    }

    /** {@code com.acme.Db$$Lambda/0x00007f}: 9 and newer hide those frames, 8 shows them. */
    static boolean isNamed(String className) {
        return className.indexOf('/') < 0;
    }

    private static Frames frames() {
        try {
            Class.forName("java.lang.StackWalker", false, null);
            return Class.forName("dev.ske.agent.audit.Java9Frames")
                    .asSubclass(Frames.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException java8) {
            return new Java8Frames();
        }
    }

    private Callers() {}
}
