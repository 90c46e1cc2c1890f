package dev.ske.test;

import dev.ske.api.Secrets;
import dev.ske.api.SecretsUnavailableException;
import dev.ske.api.StandIn;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Secrets that tests are served by {@code dev.ske.api.Secrets} until they are closed, where no agent runs. JUnit 5 has
 * {@link WithSecrets} for it; with other frameworks:
 *
 * <pre>{@code
 * try (TestSecrets secrets = TestSecrets.of("DB_PASSWORD=correct horse")) {
 *     secrets.change("DB_PASSWORD", "battery staple"); // as a refresh does: listeners are called
 * }
 * }</pre>
 *
 * <p>One begun within another's time is served alone until it is closed; then the other is again. All methods may be called
 * from any thread.
 */
public final class TestSecrets implements AutoCloseable {
    private static final Deque<TestSecrets> OPEN = new ArrayDeque<>();

    private final TestStore store = new TestStore();

    private TestSecrets() {}

    /**
     * Serves secrets from now on.
     *
     * @param entries each {@code NAME=value}, where all after the first {@code =} is the value; of two of the same name the later
     * @return ends it when it is closed
     * @throws IllegalArgumentException if an entry has no {@code =} or no name; its position is named, never the entry
     * @throws IllegalStateException if an agent serves this JVM
     */
    public static TestSecrets of(String... entries) {
        TestSecrets secrets = new TestSecrets();
        for (int i = 0; i < entries.length; i++) {
            int equals = entries[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "secret " + (i + 1) + " of " + entries.length + " is not NAME=value");
            }
            secrets.store.put(entries[i].substring(0, equals), entries[i].substring(equals + 1));
        }
        secrets.open();
        return secrets;
    }

    /**
     * Gives a secret another value, or adds one, as a refresh of the agent does. Listeners for the name are called before this
     * returns, on this thread; what they throw is thrown here.
     *
     * @param name a path or a canonical name
     * @param value the new one
     */
    public void change(String name, String value) {
        store.change(name, value);
    }

    /**
     * Takes a secret away, as a refresh of the agent does that finds it gone. Listeners are called as by {@link #change}.
     *
     * @param name a path or a canonical name; does nothing if there is none
     */
    public void remove(String name) {
        store.change(name, null);
    }

    /** Serves these secrets no more. Closing it again does nothing. */
    @Override
    public void close() {
        synchronized (OPEN) {
            OPEN.remove(this);
            TestSecrets before = OPEN.peek();
            StandIn.set(before == null ? null : before.store);
        }
    }

    /** How many there are; never a value. */
    @Override
    public String toString() {
        return store.toString();
    }

    private void open() {
        synchronized (OPEN) {
            if (OPEN.isEmpty()) {
                refuseAgent();
            }
            OPEN.push(this);
            StandIn.set(store);
        }
    }

    private static void refuseAgent() {
        try {
            throw new IllegalStateException("ske-agent " + Secrets.info().agentVersion()
                    + " serves this JVM: secrets of tests are for JVMs without an agent");
        } catch (SecretsUnavailableException none) {
            return;
        }
    }
}
