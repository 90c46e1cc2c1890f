package dev.ske.kms;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment variables and system properties that say where AWS is and who we are. */
final class Surroundings {
    private final @Nullable Map<String, String> variables;
    private final @Nullable Map<String, String> properties;

    /** Those of this JVM, as they are when they are asked for. */
    Surroundings() {
        variables = null;
        properties = null;
    }

    Surroundings(Map<String, String> variables, Map<String, String> properties) {
        this.variables = new HashMap<>(variables);
        this.properties = new HashMap<>(properties);
    }

    /** Null if it is not set, or is empty. */
    @Nullable
    String variable(String name) {
        return orNull(variables == null ? System.getenv(name) : variables.get(name));
    }

    /** Null if it is not set, or is empty. */
    @Nullable
    String property(String name) {
        return orNull(properties == null ? System.getProperty(name) : properties.get(name));
    }

    /** The property, or else the variable: the SDK's order. */
    @Nullable
    String either(String property, String variable) {
        String value = property(property);
        return value == null ? variable(variable) : value;
    }

    /** The environment's proxy for a scheme; null: it names none. */
    @Nullable
    String proxy(String scheme) {
        String proxy = variable(scheme + "_proxy");
        return proxy == null ? variable(scheme.toUpperCase(Locale.ROOT) + "_PROXY") : proxy;
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.trim().isEmpty() ? null : text.trim();
    }
}
