package dev.ske.api;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers in tests, where no agent does. What tests use is {@code dev.ske.test.WithSecrets} of ske-api-test; this is its way in.
 *
 * <p>Where an agent serves the JVM, whoever stands in is never asked.
 */
public final class StandIn {
    private static volatile @Nullable BiFunction<Integer, Object[], @Nullable Object> current;

    /**
     * Has a function answer in place of an agent, for all threads.
     *
     * @param answers is given the number of an operation and its arguments, and answers as an agent does (docs/bridge.md);
     *     null: nobody stands in any more
     */
    public static void set(@Nullable BiFunction<Integer, Object[], @Nullable Object> answers) {
        current = answers;
    }

    static @Nullable Object ask(int operation, Object[] arguments) {
        BiFunction<Integer, Object[], @Nullable Object> standing = current;
        return standing == null ? null : standing.apply(operation, arguments);
    }

    private StandIn() {}
}
