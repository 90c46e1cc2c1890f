package dev.ske.boot;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one class of ours in the boot loader, where every class loader finds it: woven JDK methods and every copy of
 * ske-api call the agent through it. It is frozen: JDK types only, operation numbers are never reused (docs/bridge.md).
 */
public final class Bridge {
    private static final int GETENV = 1;
    private static final int PROPERTY = 5;
    private static final int HAS_PROPERTY = 6;

    private static volatile @Nullable BiFunction<Integer, Object[], Object> agent;

    /** A bit for each hash of a name that the agent may answer; null: it is asked for all names. */
    private static volatile long @Nullable [] names;

    /**
     * All elements of {@link #names} in one: enough for most names where the agent serves few, and the quickest to ask. Volatile,
     * or a compiler could ask once before a loop, which would never see a name that a refresh has brought.
     */
    private static volatile long any = -1;

    /** The same for names of system properties; null: it is asked for none. */
    private static volatile long @Nullable [] properties;

    /** Null while no agent answers. */
    public static @Nullable Object call(int operation, Object[] arguments) {
        BiFunction<Integer, Object[], Object> answering = agent;
        return answering == null ? null : answering.apply(operation, arguments);
    }

    /**
     * What the woven {@code getenv} answers. So small that compilers put it into whoever reads the environment, with no call of
     * the agent for a name that it does not serve.
     */
    public static @Nullable String getenv(String name, @Nullable String real) {
        return (any & 1L << name.hashCode()) == 0 ? real : look(name, real);
    }

    /** What it answers where one number does not say that the agent need not be asked. */
    private static @Nullable String look(String name, @Nullable String real) {
        long[] known = names;
        if (known != null) {
            int hash = name.hashCode();
            if ((known[(hash >>> 6) & (known.length - 1)] & 1L << hash) == 0) {
                return real;
            }
        }
        return (String) call(GETENV, new Object[] {name, real});
    }

    /**
     * Says for which names the agent is to be asked. A thread that reads a variable while this changes may go by what was there
     * before.
     *
     * @param known of a length that is a power of 2: bit {@code hash & 63} of element {@code hash >>> 6}, modulo that length, is
     *     set for the {@link String#hashCode hash} of each such name; null: for all
     */
    public static void names(long @Nullable [] known) {
        long bits = known == null ? -1 : 0;
        if (known != null) {
            for (long some : known) {
                bits |= some;
            }
        }
        names = known;
        any = bits;
    }

    /** What a woven look-up of a property answers: what the JDK has found, or else the agent may. */
    public static @Nullable Object property(@Nullable Object found, Object table, @Nullable Object name) {
        return found == null && asks(name) ? call(PROPERTY, new Object[] {table, name}) : found;
    }

    /** The same of a look-up that answers {@code otherwise} where there is none. */
    public static @Nullable Object propertyOr(
            @Nullable Object found, Object table, @Nullable Object name, @Nullable Object otherwise) {
        Object answer = found == otherwise ? property(null, table, name) : null;
        return answer == null ? found : answer;
    }

    /** What the woven question whether there is a property answers. */
    public static boolean hasProperty(boolean found, Object table, @Nullable Object name) {
        return found || (asks(name) && call(HAS_PROPERTY, new Object[] {table, name}) != null);
    }

    private static boolean asks(@Nullable Object name) {
        long[] known = properties;
        if (known == null || !(name instanceof String)) {
            return false;
        }
        int hash = name.hashCode();
        return (known[(hash >>> 6) & (known.length - 1)] & 1L << hash) != 0;
    }

    /** Says for which properties the agent is to be asked, as {@link #names} does for variables; null: for none. */
    public static void properties(long @Nullable [] known) {
        properties = known;
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
