package dev.ske.boot;

import java.util.function.BiFunction;

/** Stands in for the agent's class of this name; the build puts it on the boot class path of the tests. */
public final class Bridge {
    public static volatile BiFunction<Integer, Object[], Object> agent;

    public static Object call(int operation, Object[] arguments) {
        BiFunction<Integer, Object[], Object> answering = agent;
        return answering == null ? null : answering.apply(operation, arguments);
    }

    private Bridge() {}
}
