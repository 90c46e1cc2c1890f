package dev.ske.agent.helper;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * On 9 and newer, by a class of ours in the package of {@code ProcessImpl}. Measured in a fresh JVM up to the running
 * process (ms): 6 to 9 by this class on 11 to 28, its definition included; by reflection 6 to 8 on 11 and 17, 13 to 20 on 21, 25
 * and 28, whose method handles it has to spin.
 */
final class Java9ProcessStart implements ProcessStart {
    @Override
    public Process start(String[] command, Map<String, String> environment, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        open(instrumentation);
        @SuppressWarnings("unchecked")
        Function<Object[], Object> start =
                (Function<Object[], Object>) JavaLang.instance("SkeProcessStart", instrumentation);
        Object result = start.apply(new Object[] {command, environment});
        if (result instanceof IOException) {
            throw (IOException) result;
        }
        return (Process) result;
    }

    /** To our own loader's unnamed module alone, so that nothing on the class path gains by it. */
    private static void open(Instrumentation instrumentation) {
        Set<Module> ours = Collections.singleton(Java9ProcessStart.class.getModule());
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.emptySet(),
                Collections.emptyMap(),
                Collections.singletonMap("java.io", ours),
                Collections.emptySet(),
                Collections.emptyMap());
    }
}
