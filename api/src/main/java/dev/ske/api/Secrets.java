package dev.ske.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The secrets and settings that the SKE agent keeps for this program.
 *
 * <pre>{@code
 * String url = Secrets.get("db.url");
 * int size = Integer.parseInt(Secrets.getOrDefault("db.pool-size", "10"));
 * Connection connection = Secrets.use(
 *         "db.password", password -> pool.connect(url, password)); // the array is wiped when connect returns or throws
 * }</pre>
 *
 * <p>A name is a path as the document writes it ({@code db.password}) or its canonical form ({@code DB_PASSWORD}).
 * A {@code String} that a method returns is the program's own and stays on the heap until it is collected;
 * {@link #use} and {@link #useBytes} leave no copy behind.
 *
 * <p>Every method throws {@link SecretsUnavailableException} while no agent answers, {@link SecretsException} where the
 * agent refuses ({@link SecretsException#code()} says why; after {@link #destroy} it is {@code STORE_DESTROYED}), and
 * {@link NullPointerException} for a null argument. All methods may be called from any thread.
 */
public final class Secrets {
    /**
     * The value of a secret or setting.
     *
     * @param name a path or a canonical name
     * @return the value, never null
     * @throws SecretNotFoundException if there is no such name
     */
    public static String get(String name) {
        return Agent.call(String.class, Operation.GET, required(name, "name"));
    }

    /**
     * The value of a secret or setting, if there is one.
     *
     * <pre>{@code
     * Secrets.find("smtp.password").ifPresent(mail::authenticate);
     * }</pre>
     *
     * @param name a path or a canonical name
     * @return the value, or empty if there is no such name
     */
    @SuppressWarnings("unchecked") // the bridge's operation answers with an Optional of a String
    public static Optional<String> find(String name) {
        return (Optional<String>) Agent.call(Optional.class, Operation.FIND, required(name, "name"));
    }

    /**
     * The value of a secret or setting, or the fallback if there is no such name. A value that is there but refused is
     * an exception, not the fallback.
     *
     * @param name a path or a canonical name
     * @param fallback not null; {@code find(name).orElse(null)} is for a program that wants null
     * @return the value or the fallback
     */
    public static String getOrDefault(String name, String fallback) {
        required(fallback, "fallback");
        return find(name).orElse(fallback);
    }

    /**
     * Calls the function with the value's characters and wipes them when it returns or throws.
     *
     * <pre>{@code
     * KeyStore store = KeyStore.getInstance("PKCS12");
     * Secrets.use("keystore.password", password -> {
     *     store.load(stream, password);
     *     return store;
     * });
     * }</pre>
     *
     * @param <R> what the function returns
     * @param <E> what the function throws; inferred, and nothing to catch if it throws no checked exception
     * @param name a path or a canonical name
     * @param function is given an array of its own; it must not keep it, since it holds zeros afterwards
     * @return what the function returns
     * @throws E what the function throws
     * @throws SecretNotFoundException if there is no such name
     */
    public static <R, E extends Exception> R use(String name, SecretFunction<char[], R, E> function) throws E {
        required(name, "name");
        required(function, "function");
        char[] value = Agent.call(char[].class, Operation.CHARS, name);
        try {
            return function.apply(value);
        } finally {
            Arrays.fill(value, '\0');
        }
    }

    /**
     * Calls the function with the value's bytes, UTF-8 if it is a text, and wipes them when it returns or throws.
     *
     * <pre>{@code
     * Mac mac = Mac.getInstance("HmacSHA256");
     * byte[] tag = Secrets.useBytes("webhook.key", key -> {
     *     mac.init(new SecretKeySpec(key, "HmacSHA256"));
     *     return mac.doFinal(message);
     * });
     * }</pre>
     *
     * @param <R> what the function returns
     * @param <E> what the function throws; inferred, and nothing to catch if it throws no checked exception
     * @param name a path or a canonical name
     * @param function is given an array of its own; it must not keep it, since it holds zeros afterwards
     * @return what the function returns
     * @throws E what the function throws
     * @throws SecretNotFoundException if there is no such name
     */
    public static <R, E extends Exception> R useBytes(String name, SecretFunction<byte[], R, E> function) throws E {
        required(name, "name");
        required(function, "function");
        byte[] value = Agent.call(byte[].class, Operation.BYTES, name);
        try {
            return function.apply(value);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    /**
     * Whether there is a secret or setting of this name; opens nothing.
     *
     * @param name a path or a canonical name
     * @return true if there is
     */
    public static boolean has(String name) {
        return Agent.call(Boolean.class, Operation.HAS, required(name, "name"));
    }

    /**
     * The names of all secrets and settings, as their documents write them.
     *
     * @return an unmodifiable set
     */
    @SuppressWarnings("unchecked") // the bridge's operation answers with a Set of Strings
    public static Set<String> names() {
        return Collections.unmodifiableSet((Set<String>) Agent.call(Set.class, Operation.NAMES));
    }

    /**
     * The entries below a path. The keys are the whole paths as written, not cut off at the prefix:
     *
     * <pre>{@code
     * Map<String, String> db = Secrets.section("db");
     * String user = db.get("db.user");
     * }</pre>
     *
     * @param prefix a path, as {@code db}
     * @return an unmodifiable map, of one moment even if the secrets are replaced meanwhile; empty if nothing stands
     *     below the path; its {@code toString} shows no value
     */
    public static Map<String, String> section(String prefix) {
        return redacted(Agent.call(Map.class, Operation.SECTION, required(prefix, "prefix")));
    }

    /**
     * All secrets and settings; the keys are the paths as written.
     *
     * @return an unmodifiable map, of one moment even if the secrets are replaced meanwhile; its {@code toString} shows
     *     no value
     */
    public static Map<String, String> all() {
        return redacted(Agent.call(Map.class, Operation.ALL));
    }

    /**
     * What the agent is and where its values come from; never a value.
     *
     * @return the state at the time of the call
     */
    public static StoreInfo info() {
        return new StoreInfo(Agent.call(Map.class, Operation.INFO));
    }

    /**
     * Wipes every secret, for good: each later read, here and through {@code System.getenv}, is refused. Calling it
     * again does nothing.
     */
    public static void destroy() {
        Agent.call(Boolean.class, Operation.DESTROY);
    }

    @SuppressWarnings("unchecked") // the bridge's operations answer with maps of Strings
    private static Map<String, String> redacted(Map<?, ?> values) {
        return new RedactedMap((Map<String, String>) values);
    }

    private static <T> T required(T argument, String parameter) {
        return Objects.requireNonNull(argument, parameter);
    }

    private Secrets() {}
}
