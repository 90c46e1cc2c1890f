package dev.ske.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** On 8 by reflection, which costs nothing there: the JDK's own packages register theirs by the same method. */
final class Java8LateHooks implements LateHooks {
    @Override
    public boolean add(Runnable hook, Instrumentation instrumentation) throws ReflectiveOperationException {
        Object access = Class.forName("sun.misc.SharedSecrets")
                .getMethod("getJavaLangAccess")
                .invoke(null);
        Method register = Class.forName("sun.misc.JavaLangAccess")
                .getMethod("registerShutdownHook", int.class, boolean.class, Runnable.class);
        for (int place = FIRST; place <= LAST; place++) {
            try {
                register.invoke(access, place, false, hook);
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
