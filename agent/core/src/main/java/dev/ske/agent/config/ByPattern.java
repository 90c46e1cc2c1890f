package dev.ske.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a setting says by names and patterns. Of several that match a name, the one written first counts. */
final class ByPattern<T> {
    private final List<Glob> patterns = new ArrayList<>();
    private final List<T> values = new ArrayList<>();
    private final List<@Nullable String> places = new ArrayList<>();

    /** {@code place}: of the setting, for messages; null: nobody need be told if it decides for no secret. */
    void add(String pattern, T value, @Nullable String place) {
        patterns.add(new Glob(pattern));
        values.add(value);
        places.add(place);
    }

    /** The settings that decided for nothing so far. */
    void addIdle(List<String> idle) {
        for (String place : places) {
            if (place != null) {
                idle.add(place);
            }
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** What is said of the entry of this path, or canonical name; null: nothing. */
    @Nullable
    T of(String path, String canonical) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(path, canonical)) {
                places.set(i, null);
                return values.get(i);
            }
        }
        return null;
    }
}
