package dev.ske.agent.door;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a deferred start before its values are open: the names that {@code System.getenv} must wait for, and what
 * it answers for the others. Of several entries of one name it means the first, but no setting stands before a secret. Not
 * changed any more once it was handed over.
 */
public final class Expected {
    /** By the name asked for; null: a secret that is not served. */
    private final Map<String, @Nullable String> known = new HashMap<>();

    private final Set<String> awaited = new HashSet<>();

    /** Whether a name is looked up as it is asked for, on whatever platform. */
    private final boolean exact;

    /** Of system properties that were set before. */
    private final Set<String> takenOut = new HashSet<>();

    private boolean handsOn;
    private @Nullable Expected properties;

    public Expected() {
        this(Names.areExact());
    }

    private Expected(boolean exact) {
        this.exact = exact;
    }

    /** The same of the names that are looked up as system properties; it is there from the first question on. */
    public Expected exposed() {
        Expected there = properties;
        if (there == null) {
            there = new Expected(true);
            properties = there;
        }
        return there;
    }

    /** A property of this name that was set before is not answered. */
    public void takesOut(String name) {
        takenOut.add(name);
    }

    Set<String> before() {
        return takenOut;
    }

    /** Null: no name is. */
    @Nullable
    Expected properties() {
        return properties;
    }

    public void setting(String name, String value) {
        if (!awaited.contains(name) && !known.containsKey(name)) {
            known.put(name, value);
        }
    }

    /** A name that will be answered, if its value opens. */
    public void secret(String name) {
        if (!isWithheld(name)) {
            known.remove(name);
            awaited.add(name);
        }
    }

    /** A secret's name that is answered with null whatever its value is. */
    public void withheld(String name) {
        if (!awaited.contains(name)) {
            known.put(name, null);
        }
    }

    /** Some secret is for child processes. */
    public void handsOn() {
        handsOn = true;
    }

    private boolean isWithheld(String name) {
        return known.containsKey(name) && known.get(name) == null;
    }

    /** Whether the answer needs the values. */
    public boolean awaits(String name) {
        return awaited.contains(key(name));
    }

    /** What is answered for a name that {@linkplain #awaits awaits} nothing; {@code real}: the real environment's answer. */
    public @Nullable String answer(String name, @Nullable String real) {
        String key = key(name);
        return known.containsKey(key) ? known.get(key) : real;
    }

    private String key(String name) {
        return exact ? name : Names.key(name);
    }

    /** All names that something is known of. */
    Set<String> names() {
        Set<String> names = new HashSet<>(awaited);
        names.addAll(known.keySet());
        return names;
    }

    /** Whether a child process may be given what is not open yet. */
    boolean isForChildren() {
        return handsOn;
    }

    /** All that there is where no secret opens: none of their names is answered from the real environment. */
    Map<String, String> withoutSecrets(Map<String, String> real) {
        Map<String, String> rest = new LinkedHashMap<>();
        for (Map.Entry<String, String> variable : real.entrySet()) {
            String key = key(variable.getKey());
            if (!awaited.contains(key) && !known.containsKey(key)) {
                rest.put(variable.getKey(), variable.getValue());
            }
        }
        for (Map.Entry<String, @Nullable String> setting : known.entrySet()) {
            String value = setting.getValue();
            if (value != null) {
                rest.put(setting.getKey(), value);
            }
        }
        return rest;
    }
}
