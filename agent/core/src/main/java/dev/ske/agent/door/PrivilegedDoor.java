package dev.ske.agent.door;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Where a SecurityManager may come (up to 23), so that the caller's missing permissions do not become the agent's. */
final class PrivilegedDoor implements BiFunction<Integer, Object[], @Nullable Object> {
    private final Door door;

    PrivilegedDoor(Door door) {
        this.door = door;
    }

    @Override
    public @Nullable Object apply(Integer operation, Object[] arguments) {
        if (System.getSecurityManager() == null) {
            return door.apply(operation, arguments);
        }
        return AccessController.doPrivileged(new Call(door, operation, arguments));
    }

    /** No lambda: to link one takes permissions and work of the JDK's, inside whatever the program is about to do. */
    private static final class Call implements PrivilegedAction<@Nullable Object> {
        private final Door door;
        private final Integer operation;
        private final Object[] arguments;

        Call(Door door, Integer operation, Object[] arguments) {
            this.door = door;
            this.operation = operation;
            this.arguments = arguments;
        }

        @Override
        public @Nullable Object run() {
            return door.apply(operation, arguments);
        }
    }
}
