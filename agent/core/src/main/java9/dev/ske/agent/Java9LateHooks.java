package dev.ske.agent;

import dev.ske.agent.helper.JavaLang;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.Predicate;

/** On 9 and newer, by a class of ours in {@code java.lang}, as the JDK's way to it has moved between packages since. */
final class Java9LateHooks implements LateHooks {
    @Override
    public boolean add(Runnable hook, Instrumentation instrumentation) throws IOException, InstantiationException {
        @SuppressWarnings("unchecked")
        Predicate<Object[]> shutdown = (Predicate<Object[]>) JavaLang.instance("SkeShutdown", instrumentation);
        for (int place = FIRST; place <= LAST; place++) {
            if (shutdown.test(new Object[] {place, hook})) {
                return true;
            }
        }
        return false;
    }
}
