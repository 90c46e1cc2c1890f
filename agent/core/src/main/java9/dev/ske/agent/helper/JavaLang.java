package dev.ske.agent.helper;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import jdk.internal.misc.Unsafe;

/**
 * On 9 and newer: classes of ours in {@code java.lang}, which call what only that package may. They are package-private and
 * we make their objects without a constructor, so that nobody else can, and so that the package need not be opened.
 */
public final class JavaLang {
    private static boolean exported;

    /**
     * An object of a class that our jar carries and that is defined at the first need.
     *
     * @param name of the class in {@code java.lang}
     */
    public static synchronized Object instance(String name, Instrumentation instrumentation)
            throws IOException, InstantiationException {
        export(instrumentation);
        return Unsafe.getUnsafe().allocateInstance(type("java.lang." + name));
    }

    /**
     * Shows {@code jdk.internal.misc} to our own loader's unnamed module alone, so that nothing on the class path gains by it.
     * Once, and whoever comes meanwhile waits: the JDK spins five lambdas for it the first time, and for two threads ten.
     */
    public static synchronized void export(Instrumentation instrumentation) {
        if (exported) {
            return;
        }
        instrumentation.redefineModule(
                Object.class.getModule(),
                Collections.emptySet(),
                Collections.singletonMap("jdk.internal.misc", Collections.singleton(JavaLang.class.getModule())),
                Collections.emptyMap(),
                Collections.emptySet(),
                Collections.emptyMap());
        exported = true;
    }

    private static Class<?> type(String name) throws IOException {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException notYet) {
            String path = name.replace('.', '/');
            byte[] code = code(path);
            return Unsafe.getUnsafe().defineClass(path, code, 0, code.length, null, null);
        }
    }

    /** The agent's jar hides its classes behind another name. */
    private static byte[] code(String path) throws IOException {
        ClassLoader loader = JavaLang.class.getClassLoader();
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

    private JavaLang() {}
}
