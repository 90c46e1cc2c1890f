package dev.ske.agent.door;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Answers the bridge after a start that failed: nothing, but to the launcher, for which it ends the JVM. */
final class Ending implements BiFunction<Integer, Object[], @Nullable Object> {
    private final Runnable end;

    Ending(Runnable end) {
        this.end = end;
    }

    @Override
    public @Nullable Object apply(Integer operation, Object[] arguments) {
        if (operation == Operation.MAIN) {
            end.run();
        }
        return null;
    }
}
