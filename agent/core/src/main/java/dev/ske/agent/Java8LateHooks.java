package dev.ske.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** On 8 by reflection, which costs little there; by way of {@code SharedSecrets} it would load eight classes more. */
final class Java8LateHooks implements LateHooks {
    @Override
    public boolean add(Runnable hook, Instrumentation instrumentation) throws ReflectiveOperationException {
        Method register =
                Class.forName("java.lang.Shutdown").getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
        register.setAccessible(true);
        for (int place = FIRST; place <= LAST; place++) {
            try {
                register.invoke(null, place, false, hook);
                return true;
            } catch (InvocationTargetException refused) {
                if (!(refused.getCause() instanceof InternalError)) { // which says that it is taken
                    throw refused;
                }
            }
        }
        return false;
    }
}
