package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;

/**
 * Weaves the doors into {@code System}, {@code ProcessBuilder} and, on 8, the launcher, and a refusal into the bean that
 * writes heap dumps, with Byte Buddy's own ASM, the cheapest part of it.
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
        } catch (ClassNotFoundException | UnmodifiableClassException | UnsupportedOperationException refused) {
            throw new Failure(
                    Code.INTERNAL,
                    "this JVM does not let " + types[0].getName() + " be redefined: "
                            + refused.getClass().getName());
        }
    }

    /**
     * The reader checks the class file's version, which a JDK newer than it raises without changing what is woven here:
     * it is shown an old one, and the real one is put back.
     */
    private static byte[] weave(Class<?> type, byte[] code) {
        byte[] readable = code.clone();
        readable[6] = 0;
        readable[7] = (byte) Math.min(code[7], 52);
        ClassReader reader = new ClassReader(readable);
        ClassWriter writer = new ClassWriter(reader, 0);
        DoorVisitor visitor = new DoorVisitor(writer, type);
        reader.accept((ClassVisitor) visitor, 0);
        if (!visitor.complete()) {
            throw new Failure(
                    Code.INTERNAL, type.getName() + " of this JDK is not as expected: nothing can be woven into it");
        }
        byte[] result = writer.toByteArray();
        result[4] = code[4];
        result[5] = code[5];
        result[6] = code[6];
        result[7] = code[7];
        return result;
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
