package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.agent.config.Config;
import dev.ske.agent.store.Canary;
import dev.ske.agent.store.SealedStore;
import dev.ske.boot.Bridge;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Opens the doors: defines the bridge, answers it, weaves the JDK, and tries both doors of {@code System.getenv}. */
public final class Doors {
    private final Weaver weaver = new Weaver();

    /** Computes all that can be computed before the secrets are there; changes nothing in the JVM. */
    public Doors() {}

    /** Whether an agent of ours answers already in this JVM. */
    public static boolean taken() {
        return BootLoader.bridge() != null && Bridge.call(Operation.VERSION, new Object[0]) != null;
    }

    /**
     * Lets the program in.
     *
     * @throws Failure INTERNAL; nothing of ours answers in the JVM then
     */
    public void open(
            Instrumentation instrumentation, SealedStore store, Map<String, String> real, Config config, Info info) {
        if (BootLoader.bridge() == null) {
            BootLoader.defineBridge(instrumentation);
        }
        Door door = new Door(store, real, config, info);
        BiFunction<Integer, Object[], @Nullable Object> answering =
                JavaVersion.FEATURE <= 23 ? new PrivilegedDoor(door) : door;
        if (!Bridge.replace(null, answering)) {
            throw new Failure(Code.INTERNAL, "another agent of ours answers in this JVM already");
        }
        try {
            weaver.open(instrumentation);
            test(store.canary());
            store.publish();
        } catch (RuntimeException | Error failed) {
            weaver.close(instrumentation);
            Bridge.replace(answering, null);
            throw failed;
        }
    }

    /** A door that does not answer must be found out before the program relies on it. */
    private static void test(Canary canary) {
        if (!canary.isAnsweredBy(System.getenv(canary.name()))
                || !canary.isAnsweredBy(System.getenv().get(canary.name()))) {
            throw new Failure(
                    Code.INTERNAL,
                    "System.getenv of this JVM does not answer after weaving",
                    "another agent may have redefined java.lang.System; try SKE as the last -javaagent");
        }
    }
}
