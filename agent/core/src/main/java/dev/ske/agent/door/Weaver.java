package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the doors into what {@code System.getenv} asks, {@code ProcessBuilder} and, on 8, the launcher, and a refusal into
 * the bean that writes heap dumps: by {@link Splice} what has the shape that is known, all else by {@link AsmWeaver}.
 *
 * <p>The bytes are computed from the JDK's class files before anything is changed, on whatever thread, and put in by one
 * redefinition. No transformer stays: one would make the JVM read and hand over every class that it loads from then on,
 * those of a shared archive too. Transformers of other agents run on top of what is redefined, in either order.
 */
final class Weaver {
    private final Class<?>[] types;
    private final byte[][] original;
    private final byte[][] woven;

    /** Computes the woven bytes of these JDK classes; changes nothing. */
    Weaver(Class<?>... types) {
        this.types = types;
        original = new byte[types.length][];
        woven = new byte[types.length][];
        for (int i = 0; i < types.length; i++) {
            original[i] = classFile(types[i]);
            woven[i] = weave(types[i], original[i]);
        }
    }

    /** Opens the doors in the running JVM. */
    void open(Instrumentation instrumentation) {
        redefine(instrumentation, woven);
    }

    /** Closes them again, as if they had never been. */
    void close(Instrumentation instrumentation) {
        redefine(instrumentation, original);
    }

    private void redefine(Instrumentation instrumentation, byte[][] code) {
        ClassDefinition[] definitions = new ClassDefinition[types.length];
        for (int i = 0; i < types.length; i++) {
            definitions[i] = new ClassDefinition(types[i], code[i]);
        }
        try {
            instrumentation.redefineClasses(definitions);
        } catch (Exception refused) { // of types whose names alone would load classes in every start
            throw new Failure(
                    Code.INTERNAL,
                    "this JVM does not let " + types[0].getName() + " be redefined: "
                            + refused.getClass().getName());
        }
    }

    private static byte[] weave(Class<?> type, byte[] code) {
        byte @Nullable [] spliced = null;
        try {
            spliced = Splice.weave(type, code);
        } catch (IndexOutOfBoundsException unforeseen) {
            // of a shape that no JDK has had
        }
        return spliced == null ? AsmWeaver.weave(type, code) : spliced;
    }

    private static byte[] classFile(Class<?> type) {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            if (in == null) {
                throw new Failure(Code.INTERNAL, "this JDK does not show the class file of " + name);
            }
            ByteArrayOutputStream code = new ByteArrayOutputStream(64 * 1024);
            byte[] part = new byte[16 * 1024];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                code.write(part, 0, n);
            }
            return code.toByteArray();
        } catch (IOException unreadable) {
            throw new Failure(Code.INTERNAL, "this JDK does not show the class file of " + name);
        }
    }
}
