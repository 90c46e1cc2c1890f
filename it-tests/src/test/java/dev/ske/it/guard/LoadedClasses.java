package dev.ske.it.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The classes that a JVM says it has loaded, in the order in which it did. */
final class LoadedClasses {
    /** {@code -verbose:class} of 8: {@code [Loaded java.lang.Object from ...]}. */
    private static final Pattern OLD = Pattern.compile("\\[Loaded (\\S+) from ");

    /** {@code -Xlog:class+load} of 9 and newer without decorations: {@code java.lang.Object source: ...}. */
    private static final Pattern NEW = Pattern.compile("^(\\S+) source: ");

    /** What is an address, or counted anew in every JVM. */
    private static final Pattern PASSING =
            Pattern.compile("[/+].*|(?<=\\$\\$Lambda)\\$.*|(?<=Accessor|\\$Proxy)[0-9]+$");

    /** Those before a class, in whose place the log must have it. */
    static List<String> before(String mainClass, List<String> log) {
        List<String> names = new ArrayList<>();
        for (String line : log) {
            Matcher loaded = (line.startsWith("[Loaded ") ? OLD : NEW).matcher(line);
            if (loaded.find()) {
                if (loaded.group(1).equals(mainClass)) {
                    return names;
                }
                names.add(stable(loaded.group(1)));
            }
        }
        throw new IllegalStateException("the JVM did not say that it has loaded " + mainClass);
    }

    /** A name without what differs from run to run, so that classes of one kind have one name. */
    static String stable(String name) {
        return PASSING.matcher(name).replaceAll("");
    }

    /** What of {@code all} is left when each of {@code others} has taken one of its name away. */
    static List<String> beyond(List<String> all, List<String> others) {
        List<String> rest = new ArrayList<>(others);
        List<String> beyond = new ArrayList<>();
        for (String name : all) {
            if (!rest.remove(name)) {
                beyond.add(name);
            }
        }
        return beyond;
    }

    private LoadedClasses() {}
}
