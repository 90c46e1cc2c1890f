package dev.ske.agent.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a setting says by names and patterns. Of several that match a name, the one written first counts. */
final class ByPattern<T> {
    private final List<Glob> patterns = new ArrayList<>();
    private final List<T> values = new ArrayList<>();

    void add(String pattern, T value) {
        patterns.add(new Glob(pattern));
        values.add(value);
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** What is said of the entry of this path, or canonical name; null: nothing. */
    @Nullable
    T of(String path, String canonical) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(path, canonical)) {
                return values.get(i);
            }
        }
        return null;
    }
}
