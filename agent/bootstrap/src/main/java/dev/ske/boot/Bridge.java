package dev.ske.boot;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one class of ours in the boot loader, where every class loader finds it: woven JDK methods and every copy of
 * ske-api call the agent through it. It is frozen: JDK types only, operation numbers are never reused (docs/bridge.md).
 */
public final class Bridge {
    private static volatile @Nullable BiFunction<Integer, Object[], Object> agent;

    /** Null while no agent answers. */
    public static @Nullable Object call(int operation, Object[] arguments) {
        BiFunction<Integer, Object[], Object> answering = agent;
        return answering == null ? null : answering.apply(operation, arguments);
    }

    /** Makes {@code next} answer if {@code expected} does now; so only the agent that answers can step down. */
    public static synchronized boolean replace(
            @Nullable BiFunction<Integer, Object[], Object> expected,
            @Nullable BiFunction<Integer, Object[], Object> next) {
        if (agent != expected) {
            return false;
        }
        agent = next;
        return true;
    }

    private Bridge() {}
}
