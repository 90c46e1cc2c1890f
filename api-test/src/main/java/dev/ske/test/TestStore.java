package dev.ske.test;

import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers the operations of docs/bridge.md from a map, as an agent would of a document with these secrets. */
final class TestStore implements BiFunction<Integer, Object[], @Nullable Object> {
    // The operations, numbered as docs/bridge.md says: they belong to the bridge, not to what the API publishes.
    private static final int GET = 11;
    private static final int FIND = 12;
    private static final int CHARS = 13;
    private static final int BYTES = 14;
    private static final int HAS = 15;
    private static final int NAMES = 16;
    private static final int SECTION = 17;
    private static final int ALL = 18;
    private static final int INFO = 19;
    private static final int DESTROY = 20;
    private static final int REFRESH = 21;
    private static final int ON_CHANGE = 22;
    private static final int STATS = 23;
    private static final int CLEAR = 24;

    private final Map<String, TestSecret> byPath = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final long opened = System.currentTimeMillis();
    private long refreshed = opened;
    private int refreshes;
    private boolean destroyed;

    /** As a document's: a canonical name that is there already is replaced, under the path that it has. */
    synchronized void put(String name, String value) {
        TestSecret there = find(name);
        String path = there == null ? name : there.path();
        byPath.put(path, new TestSecret(path, value));
    }

    /** {@code value}: null takes it away. */
    void change(String name, @Nullable String value) {
        List<Listener> called = new ArrayList<>();
        String path;
        synchronized (this) {
            TestSecret there = find(name);
            path = there == null ? name : there.path();
            if (there == null ? value == null : there.isLike(value)) {
                return;
            }
            if (value == null) {
                byPath.remove(path);
            } else {
                byPath.put(path, new TestSecret(path, value));
            }
            refreshed = System.currentTimeMillis();
            refreshes++;
            for (Listener listener : listeners) {
                if (listener.hears(path)) {
                    called.add(listener);
                }
            }
        }
        for (Listener listener : called) {
            listener.action.accept(path);
        }
    }

    @Override
    public synchronized @Nullable Object apply(Integer operation, Object[] arguments) {
        if (destroyed && operation != INFO && operation != DESTROY) {
            return new SimpleImmutableEntry<>("STORE_DESTROYED", "the secrets were destroyed");
        }
        switch (operation) {
            case GET:
            case CHARS:
            case BYTES:
            case STATS:
            case CLEAR:
                return ofSecret(operation, (String) arguments[0]);
            case FIND:
                return Optional.ofNullable(find((String) arguments[0])).map(TestSecret::read);
            case HAS:
                return find((String) arguments[0]) != null;
            case NAMES:
                return new TreeSet<>(byPath.keySet());
            case SECTION:
                return below((String) arguments[0]);
            case ALL:
                return below(null);
            case INFO:
                return info();
            case DESTROY:
                byPath.clear();
                destroyed = true;
                return true;
            case REFRESH:
                refreshed = System.currentTimeMillis();
                refreshes++;
                return true;
            case ON_CHANGE:
                return listen((String) arguments[0], arguments[1]);
            default:
                return new SimpleImmutableEntry<>("UNKNOWN_OPERATION", "of ske-api-test");
        }
    }

    private Object ofSecret(int operation, String name) {
        TestSecret secret = find(name);
        if (secret == null) {
            return new SimpleImmutableEntry<>("SECRET_NOT_FOUND", "there is no secret or setting named " + name);
        }
        switch (operation) {
            case GET:
                return secret.read();
            case CHARS:
                return secret.read().toCharArray();
            case BYTES:
                return secret.read().getBytes(StandardCharsets.UTF_8);
            case STATS:
                return secret.stats();
            default:
                byPath.remove(secret.path());
                return true;
        }
    }

    private Map<String, String> below(@Nullable String prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        byPath.forEach((path, secret) -> {
            if (prefix == null || path.startsWith(prefix + ".")) {
                values.put(path, secret.read());
            }
        });
        return values;
    }

    private Map<String, Object> info() {
        Map<String, Object> info = new HashMap<>();
        info.put("version", "none, a test's");
        info.put("memory", "the heap");
        info.put("secrets", byPath.size());
        info.put("settings", 0);
        info.put("opened", opened);
        info.put("refreshed", refreshed);
        info.put("refreshes", refreshes);
        return info;
    }

    @SuppressWarnings("unchecked") // what the API hands over for this operation
    private AutoCloseable listen(String name, Object action) {
        Listener listener = new Listener(name, (Consumer<String>) action);
        listeners.add(listener);
        return () -> {
            synchronized (this) {
                listeners.remove(listener);
            }
        };
    }

    private @Nullable TestSecret find(String name) {
        TestSecret exact = byPath.get(name);
        if (exact != null) {
            return exact;
        }
        for (TestSecret secret : byPath.values()) {
            if (canonical(secret.path()).equals(canonical(name))) {
                return secret;
            }
        }
        return null;
    }

    /** {@code db.password} is {@code DB_PASSWORD}: docs/configuration.md has the rule. */
    static String canonical(String name) {
        StringBuilder canonical = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 0x80) {
                canonical.append(String.format(Locale.ROOT, "_u%04X", (int) c));
            } else {
                boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                canonical.append(word ? Character.toUpperCase(c) : '_');
            }
        }
        return canonical.toString();
    }

    @Override
    public synchronized String toString() {
        return byPath.size() + " secrets for a test";
    }

    private static final class Listener {
        private final String name;
        private final Consumer<String> action;

        Listener(String name, Consumer<String> action) {
            this.name = name;
            this.action = action;
        }

        boolean hears(String path) {
            return path.equals(name) || canonical(path).equals(canonical(name));
        }
    }
}
