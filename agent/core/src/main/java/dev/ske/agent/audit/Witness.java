package dev.ske.agent.audit;

import dev.ske.agent.Code;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens to secrets, and never a value. Nothing it does throws, blocks or takes longer than handing over what
 * it was told. Thread-safe.
 */
public interface Witness {
    /** Whether somebody wants to know of reads at present; asked for every read, so it is no more than a field or two. */
    boolean listening();

    /** The same for who knows the time, in milliseconds since 1970: now and then somebody looks whether there are listeners. */
    default boolean listening(long millis) {
        return listening();
    }

    /**
     * Who reads, by the stack of this thread; asked before a value is opened, since a stack takes memory, and so perhaps a
     * collection, which would copy the value.
     *
     * @return class and method; null: the stack shows none
     */
    @Nullable
    StackTraceElement caller();

    /**
     * A secret was read, or was refused; called on the thread that reads.
     *
     * @param name the path as written
     * @param caller as {@link #caller()} says
     * @param refused null: it was served
     */
    void read(String name, Via via, @Nullable StackTraceElement caller, @Nullable Code refused);

    /**
     * All values were opened at the start.
     *
     * @param phases names and nanoseconds of the parts of the start, in their order
     */
    void opened(int secrets, String[] phases, long[] nanos);

    /**
     * A refresh has ended.
     *
     * @param changed names whose value is another one now
     * @param failure null: it succeeded
     */
    void refreshed(long nanos, int changed, @Nullable Code failure);

    /** A value was wiped: by {@code Secrets.clear}, or after the last read that it allows. */
    void cleared(String name);

    /** The store was destroyed. Returns when what was told before has been written, or a second later. */
    void destroyed();
}
