package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Defines the bridge in the boot loader, where the JDK's own classes find it. Directly: every way of appending to the boot
 * path prints a warning or switches the program's class-data sharing off.
 */
final class BootLoader {
    private static final String BRIDGE = "dev.ske.boot.Bridge";

    /** The bridge of this agent or of another of ours that came first; null if there is none. */
    static @Nullable Class<?> bridge() {
        try {
            return Class.forName(BRIDGE, false, null);
        } catch (ClassNotFoundException none) {
            return null;
        }
    }

    static void defineBridge(Instrumentation instrumentation) {
        try {
            byte[] code = code();
            if (JavaVersion.FEATURE == 8) {
                define("sun.misc.Unsafe", code);
            } else {
                openInternals(instrumentation);
                Class<?> bridge = define("jdk.internal.misc.Unsafe", code);
                letJavaBaseRead(instrumentation, bridge);
            }
        } catch (ReflectiveOperationException | IOException refused) {
            throw new Failure(
                    Code.INTERNAL,
                    "this JVM does not let the bridge be defined: "
                            + refused.getClass().getName());
        }
    }

    private static byte[] code() throws IOException {
        try (InputStream in = BootLoader.class.getClassLoader().getResourceAsStream("bridge.classdata")) {
            if (in == null) {
                throw new IOException("the jar has no bridge");
            }
            byte[] code = new byte[in.available()];
            new DataInputStream(in).readFully(code);
            return code;
        }
    }

    private static Class<?> define(String unsafeType, byte[] code) throws ReflectiveOperationException {
        Class<?> type = Class.forName(unsafeType);
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Method define = type.getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
        return (Class<?>) define.invoke(instance.get(null), BRIDGE.replace('.', '/'), code, 0, code.length, null, null);
    }

    /** To our own loader's unnamed module alone, so that nothing on the class path gains by it. */
    private static void openInternals(Instrumentation instrumentation) throws ReflectiveOperationException {
        Object ours = module(BootLoader.class);
        redefineJavaBase(
                instrumentation,
                Collections.emptySet(),
                Collections.singletonMap("jdk.internal.misc", Collections.singleton(ours)));
    }

    /** A named module does not read the boot loader's unnamed one by itself. */
    private static void letJavaBaseRead(Instrumentation instrumentation, Class<?> bridge)
            throws ReflectiveOperationException {
        redefineJavaBase(instrumentation, Collections.singleton(module(bridge)), Collections.emptyMap());
    }

    /** {@code Instrumentation.redefineModule}, which Java 8 does not have. */
    private static void redefineJavaBase(Instrumentation instrumentation, Set<?> reads, Map<?, ?> opens)
            throws ReflectiveOperationException {
        Class<?> module = Class.forName("java.lang.Module");
        Instrumentation.class
                .getMethod("redefineModule", module, Set.class, Map.class, Map.class, Set.class, Map.class)
                .invoke(
                        instrumentation,
                        module(Object.class),
                        reads,
                        Collections.emptyMap(),
                        opens,
                        Collections.emptySet(),
                        Collections.emptyMap());
    }

    private static Object module(Class<?> type) throws ReflectiveOperationException {
        return Class.class.getMethod("getModule").invoke(type);
    }

    private BootLoader() {}
}
