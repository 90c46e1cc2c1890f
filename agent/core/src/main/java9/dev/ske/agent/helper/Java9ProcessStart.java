package dev.ske.agent.helper;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * On 9 and newer, by a class of ours in the package of {@code ProcessImpl}. Measured in a fresh JVM up to the running
 * process (ms): 6 to 9 by this class on 11 to 28, its definition included; by reflection 6 to 8 on 11 and 17, 13 to 20 on 21, 25
 * and 28, whose method handles it has to spin.
 */
final class Java9ProcessStart implements ProcessStart {
    private static final String NAME = "java.lang.SkeProcessStart";

    @Override
    public Process start(String[] command, Map<String, String> environment, Instrumentation instrumentation)
            throws IOException, ReflectiveOperationException {
        open(instrumentation);
        Constructor<?> constructor = type().getDeclaredConstructor();
        constructor.setAccessible(true);
        @SuppressWarnings("unchecked")
        Function<Object[], Object> start = (Function<Object[], Object>) constructor.newInstance();
        Object result = start.apply(new Object[] {command, environment});
        if (result instanceof IOException) {
            throw (IOException) result;
        }
        return (Process) result;
    }

    /** To our own loader's unnamed module alone, so that nothing on the class path gains by it. */
    private static void open(Instrumentation instrumentation) {
        Set<Module> ours = Collections.singleton(Java9ProcessStart.class.getModule());
        Map<String, Set<Module>> opens = new HashMap<>();
        opens.put("java.lang", ours);
        opens.put("java.io", ours);
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.emptySet(),
                Collections.emptyMap(),
                opens,
                Collections.emptySet(),
                Collections.emptyMap());
    }

    /** Synchronized, because two helpers of one program may start at once and a class is defined once. */
    private static Class<?> type() throws ReflectiveOperationException, IOException {
        synchronized (Java9ProcessStart.class) {
            try {
                return Class.forName(NAME, false, null);
            } catch (ClassNotFoundException notYet) {
                return MethodHandles.privateLookupIn(Process.class, MethodHandles.lookup())
                        .defineClass(code());
            }
        }
    }

    /** The agent's jar hides its classes behind another name. */
    private static byte[] code() throws IOException {
        String path = NAME.replace('.', '/');
        ClassLoader loader = Java9ProcessStart.class.getClassLoader();
        InputStream hidden = loader.getResourceAsStream(path + ".classdata");
        try (InputStream in = hidden == null ? loader.getResourceAsStream(path + ".class") : hidden) {
            if (in == null) {
                throw new IOException("the jar is not complete");
            }
            byte[] code = new byte[in.available()];
            new DataInputStream(in).readFully(code);
            return code;
        }
    }
}
