package dev.ske.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
     * Reads all documents, keys and folders again and replaces all values in one step: every reader sees the old values or
     * the new ones, never a mixture. Threads that call this at the same time share one refresh.
     *
     * <p>It takes as long as opening them took at the start, and is not needed where the configuration has the agent
     * refresh by itself.
     *
     * @throws SecretsException if it fails, with the code of what failed; the last good values are served further
     */
    public static void refresh() {
        Agent.call(Boolean.class, Operation.REFRESH);
    }

    /**
     * Has the listener called after each refresh that brought another value for the name, so that the program can follow
     * without a restart:
     *
     * <pre>{@code
     * Subscription following = Secrets.onChange("db.password", path -> {
     *     dataSource.getHikariConfigMXBean().setPassword(Secrets.get(path));
     *     dataSource.getHikariPoolMXBean().softEvictConnections(); // a HikariCP pool opens new ones with the new password
     * });
     * }</pre>
     *
     * <p>It is called once for each changed value, in the order of the changes, on a daemon thread of the agent that all
     * listeners share, so it should not take long. It is also called when a value comes to be served or is served no more;
     * a value that was written or encrypted anew but is the same as before is no change. What the listener throws harms
     * nobody; the agent's log names its class only.
     *
     * <p>The agent holds the listener, and what the listener refers to, until the subscription is closed: a web
     * application closes it when it ends.
     *
     * @param name a path or a canonical name; nothing of that name need be there yet
     * @param listener is given the path, as the document writes it
     * @return takes the listener away when it is closed
     */
    public static Subscription onChange(String name, Consumer<String> listener) {
        required(name, "name");
        required(listener, "listener");
        return new Listening(Agent.call(AutoCloseable.class, Operation.ON_CHANGE, name, listener));
    }

    /**
     * How a secret has been used; asking is no use of it.
     *
     * @param name a path or a canonical name
     * @return the state at the time of the call; of a plain setting, which is not counted, no reads
     * @throws SecretNotFoundException if there is no such name, or it was cleared
     */
    public static SecretStats stats(String name) {
        return new SecretStats(required(name, "name"), Agent.call(Map.class, Operation.STATS, name));
    }

    /**
     * Wipes one secret: to each later read, here and through {@code System.getenv}, there is no such name. It stays so through
     * refreshes until its source has another value for it. Calling it again does nothing.
     *
     * @param name a path or a canonical name
     * @throws SecretNotFoundException if there is no secret of this name; a plain setting is none
     */
    public static void clear(String name) {
        Agent.call(Boolean.class, Operation.CLEAR, required(name, "name"));
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
