package dev.ske.api;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An unmodifiable view whose {@code toString} shows the keys only: maps are what programs log by accident. */
final class RedactedMap extends AbstractMap<String, String> {
    private final Map<String, String> values;

    RedactedMap(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    @Override
    public @Nullable String get(Object key) {
        return values.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return values.containsKey(key);
    }

    @Override
    public Set<String> keySet() {
        return values.keySet();
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return values.entrySet();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Iterator<String> keys = values.keySet().iterator(); keys.hasNext(); ) {
            text.append(keys.next()).append("=redacted").append(keys.hasNext() ? ", " : "");
        }
        return text.append('}').toString();
    }
}
