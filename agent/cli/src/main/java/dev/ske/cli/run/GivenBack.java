package dev.ske.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options that are meant for the JVMs of programs: bin/ske keeps them from its own, under other names, and the program that is
 * started gets them back.
 */
final class GivenBack {
    private static final String KEPT = "SKE_CHILD_";
    private static final String[] NAMES = {ToolOptions.NAME, "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"};

    /** What stands in such a variable as the user has it; null: nothing. */
    static @Nullable String value(String name, Map<String, String> environment) {
        String value = environment.get(name);
        return value == null ? environment.get(KEPT + name) : value;
    }

    /** What becomes of the variables; null takes one out. */
    static Map<String, @Nullable String> changes(Map<String, String> environment) {
        Map<String, @Nullable String> changes = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (environment.containsKey(KEPT + name)) {
                changes.put(name, value(name, environment));
                changes.put(KEPT + name, null);
            }
        }
        return changes;
    }

    private GivenBack() {}
}
