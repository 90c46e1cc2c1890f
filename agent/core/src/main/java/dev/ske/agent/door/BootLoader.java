package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
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
            BootClasses boot = JavaVersion.FEATURE == 8
                    ? new Java8BootClasses()
                    : Class.forName("dev.ske.agent.door.Java9BootClasses")
                            .asSubclass(BootClasses.class)
                            .getDeclaredConstructor()
                            .newInstance();
            boot.define(instrumentation, BRIDGE, code());
        } catch (ReflectiveOperationException | LinkageError | IOException refused) {
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

    private BootLoader() {}
}
