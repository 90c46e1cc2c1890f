package dev.ske.agent.helper;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;

/**
 * On 8 by reflection, which costs nothing there. The first process of a JVM takes 40 ms on 8, whoever starts it: the JDK
 * links its first lambdas for it.
 */
final class Java8ProcessStart implements ProcessStart {
    @Override
    public Process start(String[] command, Map<String, String> environment, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        Method start = Class.forName("java.lang.ProcessImpl")
                .getDeclaredMethod(
                        "start",
                        String[].class,
                        Map.class,
                        String.class,
                        ProcessBuilder.Redirect[].class,
                        boolean.class);
        start.setAccessible(true);
        try {
            return (Process) start.invoke(null, command, environment, null, null, false);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IOException) {
                throw (IOException) refused.getCause();
            }
            throw refused;
        }
    }
}
