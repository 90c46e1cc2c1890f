package dev.ske.agent.door;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code System.getenv()} returns in a deferred start, before and after its values are there: one map, as ever. Until
 * then asking for a name waits only if its answer needs the values; whatever needs all names waits.
 */
final class DeferredEnvironment extends AbstractMap<String, String> {
    private final Expected expected;
    private final Map<String, String> real;
    private final Deferred deferred;
    private final Map<String, String> shown = Collections.unmodifiableMap(this);
    private volatile @Nullable Map<String, String> view;

    DeferredEnvironment(Expected expected, Map<String, String> real, Deferred deferred) {
        this.expected = expected;
        this.real = real;
        this.deferred = deferred;
    }

    /** What the program gets. */
    Map<String, String> shown() {
        return shown;
    }

    /** Has everything answered from here once the start is over; returns what the program has. */
    Map<String, String> opened(Map<String, String> opened) {
        view = opened;
        return shown;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        String answer = real.get(name); // throws for null and for what is no String
        return (name == null || waits((String) name)) ? view().get(name) : expected.answer((String) name, answer);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        boolean inReal = real.containsKey(name);
        return (name == null || waits((String) name))
                ? view().containsKey(name)
                : expected.answer((String) name, inReal ? "" : null) != null;
    }

    /** Whether the answer is the view's. */
    private boolean waits(String name) {
        return deferred.isReadyHere() || expected.awaits(name);
    }

    @Override
    public boolean containsValue(@Nullable Object value) {
        return view().containsValue(value);
    }

    @Override
    public int size() {
        return view().size();
    }

    @Override
    public Set<String> keySet() {
        return view().keySet();
    }

    @Override
    public Collection<String> values() {
        return view().values();
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return view().entrySet();
    }

    @Override
    public String toString() {
        return view().toString();
    }

    private Map<String, String> view() {
        Map<String, String> opened = view;
        if (opened != null && deferred.isReadyHere()) {
            return opened;
        }
        if (deferred.isOurs()) {
            return real;
        }
        opened = deferred.await() ? view : null;
        return opened == null ? expected.withoutSecrets(real) : opened;
    }
}
