package dev.ske.agent.door;

import dev.ske.agent.Version;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers the bridge until the values are served: as if there were no agent. Once they are opened, the thread that opens the
 * doors tries them out, and all others find none yet, instead of one that knows no name. That an agent is there is told to
 * everybody.
 */
final class NotYet implements BiFunction<Integer, Object[], @Nullable Object> {
    private final Thread opening = Thread.currentThread();
    private volatile @Nullable BiFunction<Integer, Object[], @Nullable Object> door;

    /** Lets the thread that has made this try the door out. */
    void admit(BiFunction<Integer, Object[], @Nullable Object> opened) {
        door = opened;
    }

    @Override
    public @Nullable Object apply(Integer operation, Object[] arguments) {
        if (operation == Operation.VERSION) {
            return Version.current();
        }
        BiFunction<Integer, Object[], @Nullable Object> opened = door;
        return opened != null && Thread.currentThread() == opening
                ? opened.apply(operation, arguments)
                : Waiting.unanswered(operation, arguments);
    }
}
