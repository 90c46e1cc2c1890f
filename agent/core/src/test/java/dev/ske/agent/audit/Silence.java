package dev.ske.agent.audit;

import dev.ske.agent.Code;
import org.jspecify.annotations.Nullable;

/** Where nobody wants to know. */
public final class Silence implements Witness {
    @Override
    public boolean listening() {
        return false;
    }

    @Override
    public @Nullable StackTraceElement caller() {
        return null;
    }

    @Override
    public void read(String name, Via via, @Nullable StackTraceElement caller, @Nullable Code refused) {}

    @Override
    public void opened(int secrets, String[] phases, long[] nanos) {}

    @Override
    public void refreshed(long nanos, int changed, @Nullable Code failure) {}

    @Override
    public void cleared(String name) {}

    @Override
    public void destroyed() {}
}
