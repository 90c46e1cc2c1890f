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
        if (destroyed && operation != 19 && operation != 20) {
            return new SimpleImmutableEntry<>("STORE_DESTROYED", "the secrets were destroyed");
        }
        switch (operation) {
            case 11:
            case 13:
            case 14:
            case 23:
            case 24:
                return ofSecret(operation, (String) arguments[0]);
            case 12:
                return Optional.ofNullable(find((String) arguments[0])).map(TestSecret::read);
            case 15:
                return find((String) arguments[0]) != null;
            case 16:
                return new TreeSet<>(byPath.keySet());
            case 17:
                return below((String) arguments[0]);
            case 18:
                return below(null);
            case 19:
                return info();
            case 20:
                byPath.clear();
                destroyed = true;
                return true;
            case 21:
                refreshed = System.currentTimeMillis();
                refreshes++;
                return true;
            case 22:
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
            case 11:
                return secret.read();
            case 13:
                return secret.read().toCharArray();
            case 14:
                return secret.read().getBytes(StandardCharsets.UTF_8);
            case 23:
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
