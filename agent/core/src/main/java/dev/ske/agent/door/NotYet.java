package dev.ske.agent.door;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers the bridge while the agent is being attached to a running program: the thread that attaches it tries the door out,
 * and all others find none yet, instead of one that knows no name. That an agent is there is told to everybody.
 */
final class NotYet implements BiFunction<Integer, Object[], @Nullable Object> {
    private final Thread attaching = Thread.currentThread();
    private final BiFunction<Integer, Object[], @Nullable Object> door;

    NotYet(BiFunction<Integer, Object[], @Nullable Object> door) {
        this.door = door;
    }

    @Override
    public @Nullable Object apply(Integer operation, Object[] arguments) {
        return Thread.currentThread() == attaching || operation == Operation.VERSION
                ? door.apply(operation, arguments)
                : Waiting.unanswered(operation, arguments);
    }
}
