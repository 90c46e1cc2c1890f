package dev.ske.agent.audit;

import dev.ske.agent.Code;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which reads were there before: of a name, by a method of a class, with an outcome. When it is full it forgets all of them,
 * so that nothing goes unwritten for ever and the memory is bounded.
 */
final class FirstReads {
    static final int MOST = 10_000;

    private final Set<Key> seen = ConcurrentHashMap.newKeySet();

    /** Whether this one is new, and is remembered from now on. */
    boolean add(String name, @Nullable StackTraceElement caller, @Nullable Code refused) {
        return seen.add(new Key(name, caller, refused));
    }

    /** Forgets all if there are too many; true for the one caller who did. */
    synchronized boolean overflown() {
        if (seen.size() <= MOST) {
            return false;
        }
        seen.clear();
        return true;
    }

    private static final class Key {
        private final String name;
        private final String type;
        private final String method;
        private final @Nullable Code refused;

        Key(String name, @Nullable StackTraceElement caller, @Nullable Code refused) {
            this.name = name;
            this.type = caller == null ? "" : caller.getClassName();
            this.method = caller == null ? "" : caller.getMethodName();
            this.refused = refused;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key
                    && name.equals(((Key) other).name)
                    && type.equals(((Key) other).type)
                    && method.equals(((Key) other).method)
                    && refused == ((Key) other).refused;
        }

        @Override
        public int hashCode() {
            int hash = 31 * (31 * name.hashCode() + type.hashCode()) + method.hashCode();
            return 31 * hash + (refused == null ? 0 : refused.hashCode());
        }
    }
}
