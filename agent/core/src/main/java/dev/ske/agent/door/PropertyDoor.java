package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Log;
import dev.ske.agent.config.Config;
import dev.ske.agent.config.Overrides;
import dev.ske.agent.store.Canary;
import dev.ske.agent.store.Item;
import dev.ske.agent.store.SealedStore;
import dev.ske.agent.store.Snapshot;
import dev.ske.boot.Bridge;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

/**
 * Opens and tries the door of system properties: loaded, and anything woven for it, only where {@code expose.properties} names
 * something. No property is ever set. One that was set before the start under a secret's name is taken out.
 */
public final class PropertyDoor {
    private static boolean woven;

    /** The names that the bridge asks for at present. */
    private static Set<String> asked = Collections.emptySet();

    /** For a start that is deferred: what is looked up is asked for from now on, though it must wait. */
    static synchronized void begin(Instrumentation instrumentation, Expected expected) {
        ask(expected.names());
        new Weaver(Targets.lookUps()).open(instrumentation);
        woven = true;
        takeOut(expected.before());
    }

    /**
     * Weaves the look-ups, if that has not been done, and tries them.
     *
     * @throws Failure INTERNAL; nothing is woven then that was not before
     */
    static synchronized void open(Instrumentation instrumentation, Canary canary) {
        Weaver weaver = woven ? null : new Weaver(Targets.lookUps());
        Set<String> before = asked;
        Set<String> tried = new HashSet<>(before);
        tried.add(canary.name());
        ask(tried);
        if (weaver != null) {
            weaver.open(instrumentation);
        }
        if (answers(canary)) {
            return;
        }
        ask(before);
        if (weaver != null) {
            weaver.close(instrumentation);
        }
        throw new Failure(
                Code.INTERNAL,
                "System.getProperty of this JVM does not answer after weaving",
                "another agent may have redefined a class of the JDK; try SKE as the last -javaagent");
    }

    private static boolean answers(Canary canary) {
        String name = canary.name();
        Properties all = System.getProperties();
        Object got = all.get(name);
        return canary.isAnsweredBy(System.getProperty(name))
                && got instanceof String
                && canary.isAnsweredBy((String) got)
                && all.containsKey(name)
                && !all.stringPropertyNames().contains(name);
    }

    /** Has what is served now looked up, for the first time. */
    static synchronized void serve(SealedStore store, Config config) {
        if (!woven) {
            woven = true;
            takeOut(before(store.snapshot(), config));
        }
        again(store, config);
    }

    /** The same after a refresh. A property that the program has set meanwhile stays its own. */
    public static synchronized void again(SealedStore store, Config config) {
        Set<String> names = new HashSet<>();
        for (Item item : store.snapshot().items()) {
            add(item, config, names);
        }
        ask(names);
    }

    /** Names that are not answered from properties that were set before: secrets', served or not, if {@code override} does not say otherwise. */
    private static Set<String> before(Snapshot snapshot, Config config) {
        Set<String> names = new HashSet<>();
        if (config.override() == Overrides.NONE) {
            return names;
        }
        for (Item item : snapshot.items()) {
            if (item.secret() || config.override() == Overrides.ALL) {
                add(item, config, names);
            }
        }
        for (Item item : snapshot.environment().values()) {
            if (item.isWithheld()) {
                add(item, config, names);
            }
        }
        return names;
    }

    private static void add(Item item, Config config, Set<String> names) {
        if (config.exposedToProperties(item.path(), item.canonical())) {
            names.add(item.path());
            names.add(item.canonical());
        }
    }

    private static void takeOut(Set<String> names) {
        Properties real = System.getProperties();
        for (String name : names) {
            if (real.remove(name) != null) {
                Log.warn("the system property " + name
                        + " was set; it is taken out, and what has that name in a document is"
                        + " answered instead (/ske/override)");
            }
        }
    }

    private static void ask(Set<String> names) {
        asked = names;
        Bridge.properties(AskedNames.bits(names));
    }

    private PropertyDoor() {}
}
