package dev.ske.agent.door;

import dev.ske.agent.Failure;
import dev.ske.agent.access.Gate;
import dev.ske.agent.audit.Via;
import dev.ske.agent.config.Config;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What look-ups of system properties are answered with where there is no such property. A name that is listed is never
 * answered: what lists properties, as diagnostic commands and management beans do, then asks for each, and shows what it got.
 */
final class PropertyAnswers {
    private final SealedStore store;
    private final Gate gate;
    private final Config config;
    private final Unanswered unanswered = new Unanswered("System.getProperty");

    PropertyAnswers(SealedStore store, Gate gate, Config config) {
        this.store = store;
        this.gate = gate;
        this.config = config;
    }

    /** Null: the name is not ours to answer, or its value cannot be read. */
    @Nullable
    String answer(Object table, String name) {
        Item item = item(table, name);
        if (item == null) {
            return null;
        }
        try {
            return gate.text(item, Via.PROPERTY);
        } catch (Failure refused) {
            if (!Thread.holdsLock(table)) { // as 8 does: whoever prints may wait for somebody who looks up a property
                unanswered.say(item, refused);
            }
            return null;
        }
    }

    /** Whether there would be an answer; counts nothing. */
    boolean has(Object table, String name) {
        Item item = item(table, name);
        return item != null && gate.serves(item);
    }

    private @Nullable Item item(Object table, String name) {
        Item item = store.snapshot().findExactly(name);
        return item != null && item.text() && isExposed(item) && isAskedOf(table, name) ? item : null;
    }

    private boolean isExposed(Item item) {
        return config.exposedToProperties(item.path(), item.canonical())
                || item.path().equals(store.canary().name());
    }

    /** Whether these are the system's properties, and list no such name among their defaults. */
    static boolean isAskedOf(Object table, String name) {
        return table == system() && !((Properties) table).stringPropertyNames().contains(name);
    }

    /** Whoever asks may have fewer permissions than that. */
    private static Properties system() {
        return JavaVersion.FEATURE > 23 || System.getSecurityManager() == null
                ? System.getProperties()
                : AccessController.doPrivileged(new All());
    }

    /** No lambda: to link one takes permissions and work of the JDK's, inside whatever the program is about to do. */
    private static final class All implements PrivilegedAction<Properties> {
        @Override
        public Properties run() {
            return System.getProperties();
        }
    }
}
