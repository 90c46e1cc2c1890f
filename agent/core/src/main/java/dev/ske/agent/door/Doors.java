package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.Version;
import dev.ske.agent.config.Config;
import dev.ske.agent.config.HardeningSpec;
import dev.ske.agent.store.Canary;
import dev.ske.boot.Bridge;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Opens the doors: defines the bridge, answers it, weaves the JDK, and tries both doors of {@code System.getenv}. */
public final class Doors {
    private final Weaver weaver;
    private final Map<String, String> real;
    private @Nullable NotYet notYet;

    private Doors(Weaver weaver, Map<String, String> real) {
        this.weaver = weaver;
        this.real = real;
        Version.current(); // read from the jar while others are at work
    }

    /** Computes all that can be computed before the secrets are there; changes nothing in the JVM. */
    public static Doors prepare(Map<String, String> real) {
        return new Doors(new Weaver(environment(), ProcessBuilder.class), real);
    }

    /** The same, to be opened {@link #openBeforeMain before main}; null where there is no launcher that could wait. */
    public static @Nullable Doors prepareBeforeMain(Map<String, String> real) {
        Class<?> launcher = JavaVersion.FEATURE == 8 ? launcher() : null;
        return launcher == null ? null : new Doors(new Weaver(environment(), ProcessBuilder.class, launcher), real);
    }

    /**
     * Has the launcher end the JVM in main's stead. A JVM newer than 25 that is told to end while premain runs waits a
     * minute for premain to return, which stands in the call that ends the JVM (measured on 28-ea).
     *
     * @param end must end the JVM
     * @return false where this is not needed or there is no launcher that could do it
     */
    public static boolean endBeforeMain(Instrumentation instrumentation, Runnable end) {
        Class<?> launcher = JavaVersion.FEATURE > 25 ? launcher() : null;
        if (launcher == null) {
            return false;
        }
        try {
            Weaver weaver = new Weaver(launcher);
            answer(instrumentation, new Ending(end));
            weaver.open(instrumentation);
            return true;
        } catch (RuntimeException | LinkageError notWoven) {
            return false; // the slow way is the right one still
        }
    }

    /**
     * Whether a reader of a start that is deferred can wait. On 8 who looks up a property holds the lock of all properties, for
     * which what opens the values would wait in turn.
     */
    public static boolean canWait(Config config) {
        return JavaVersion.FEATURE > 8 || !config.exposesProperties();
    }

    /** What {@code System.getenv} asks, and nothing else: a third or a quarter as long as {@code System}. */
    private static Class<?> environment() {
        try {
            return Class.forName(Targets.ENVIRONMENT, false, null);
        } catch (ClassNotFoundException another) {
            return System.class;
        }
    }

    private static @Nullable Class<?> launcher() {
        if (!"SUN_STANDARD".equals(System.getProperty("sun.java.launcher"))) {
            return null;
        }
        try {
            return Class.forName("sun.launcher.LauncherHelper", false, null);
        } catch (ClassNotFoundException anotherLauncher) {
            return null;
        }
    }

    /** Whether an agent of ours answers already in this JVM. */
    public static boolean taken() {
        return BootLoader.bridge() != null && Bridge.call(Operation.VERSION, new Object[0]) != null;
    }

    /**
     * Has the JDK ask already, while the values are still being opened: until they are, the answer is the JDK's own.
     *
     * @throws Failure INTERNAL; nothing of ours answers in the JVM then
     */
    public void install(Instrumentation instrumentation) {
        NotYet answering = new NotYet();
        answer(instrumentation, answering);
        notYet = answering;
        try {
            weaver.open(instrumentation);
        } catch (RuntimeException | Error failed) {
            withdraw(instrumentation);
            throw failed;
        }
    }

    /** Takes back what {@link #install} did, where nothing will be opened; else it does nothing. */
    public void withdraw(Instrumentation instrumentation) {
        NotYet answering = notYet;
        if (answering != null) {
            notYet = null;
            try {
                weaver.close(instrumentation);
            } catch (RuntimeException | Error stillWoven) {
                return; // what is woven must go on being answered as the JDK does; why it is withdrawn is what is to be
                // told
            }
            Bridge.replace(answering, null);
        }
    }

    /**
     * Lets the program in.
     *
     * @throws Failure INTERNAL; nothing of ours answers in the JVM then
     */
    public void open(Instrumentation instrumentation, Served served) {
        BiFunction<Integer, Object[], @Nullable Object> door = door(served, real);
        if (notYet == null) {
            install(instrumentation);
        }
        NotYet answering = Objects.requireNonNull(notYet);
        try {
            answering.admit(door);
            publish(served, real, instrumentation);
        } catch (RuntimeException | Error failed) {
            withdraw(instrumentation);
            throw failed;
        }
        Bridge.replace(answering, door);
    }

    /** Lets the program in once the rest of the start is done, for which the JVM's launcher waits before main. */
    public void openBeforeMain(Instrumentation instrumentation, Rest rest) {
        answer(instrumentation, new Waiting(real, rest, instrumentation));
        weaver.open(instrumentation);
    }

    /** Lets the program begin, and in once its secrets are open: whoever reads one earlier waits. */
    public void openDeferred(Instrumentation instrumentation, Expected expected, Rest rest) {
        if (notYet == null) {
            install(instrumentation);
        }
        Deferred deferred = new Deferred(expected, real, rest, instrumentation);
        Bridge.replace(Objects.requireNonNull(notYet), deferred);
        notYet = null;
        try {
            Expected properties = expected.properties();
            if (properties != null) {
                PropertyDoor.begin(instrumentation, properties);
            }
            deferred.begin();
        } catch (RuntimeException | Error failed) {
            weaver.close(instrumentation);
            Bridge.replace(deferred, null);
            throw failed;
        }
    }

    private static void answer(
            Instrumentation instrumentation, BiFunction<Integer, Object[], @Nullable Object> answering) {
        if (BootLoader.bridge() == null) {
            BootLoader.defineBridge(instrumentation);
        }
        if (!Bridge.replace(null, answering)) {
            throw new Failure(Code.INTERNAL, "another agent of ours answers in this JVM already");
        }
    }

    static BiFunction<Integer, Object[], @Nullable Object> door(Served served, Map<String, String> real) {
        return door(served, real, null);
    }

    /** {@code environment}: what the program was given in a deferred start; null: nothing yet. */
    static BiFunction<Integer, Object[], @Nullable Object> door(
            Served served, Map<String, String> real, @Nullable DeferredEnvironment environment) {
        Door door = new Door(served, real, environment);
        return JavaVersion.FEATURE <= 23 ? new PrivilegedDoor(door) : door;
    }

    /** A door that does not answer must be found out before the program relies on it. */
    static void publish(Served served, Map<String, String> real, Instrumentation instrumentation) {
        if (!answers(served.store().canary())) {
            throw silent();
        }
        HardeningSpec hardening = served.config().hardening();
        if (hardening != null) {
            Hardening.apply(hardening, served.config(), real, instrumentation);
        }
        boolean properties = served.config().exposesProperties();
        if (properties) {
            PropertyDoor.open(instrumentation, served.store().canary());
        }
        served.store().publish();
        AskedNames.of(served.store().snapshot());
        served.gate().prepare(served.store().snapshot());
        if (properties) {
            PropertyDoor.serve(served.store(), served.config());
        }
        served.report();
    }

    static Failure silent() {
        return new Failure(
                Code.INTERNAL,
                "System.getenv of this JVM does not answer after weaving",
                "another agent may have redefined a class of the JDK; try SKE as the last -javaagent");
    }

    /**
     * Asks in every way, a wrong one too, once: what comes later finds all classes loaded, even if somebody overwrites our
     * jar while the program runs.
     */
    private static boolean answers(Canary canary) {
        String name = canary.name();
        Map<String, String> all = System.getenv();
        boolean answered = canary.isAnsweredBy(System.getenv(name)) && canary.isAnsweredBy(all.get(name));
        for (Map.Entry<String, String> variable : all.entrySet()) {
            answered &= !variable.getKey().equals(name) || canary.isAnsweredBy(variable.getValue());
        }
        return answered
                && all.keySet().contains(name)
                && all.values().iterator().hasNext()
                && Bridge.call(Operation.CHARS, new Object[] {name}) instanceof char[]
                && Bridge.call(Operation.STATS, new Object[] {name}) instanceof Map
                && Bridge.call(Operation.SECTION, new Object[] {name}) instanceof Map
                && Bridge.call(Operation.GET, new Object[] {""}) instanceof Map.Entry;
    }
}
