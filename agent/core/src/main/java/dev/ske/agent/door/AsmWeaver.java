package dev.ske.agent.door;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;

/** Weaves methods of any shape, with Byte Buddy's own ASM, the cheapest part of it. */
final class AsmWeaver {
    /**
     * The reader checks the class file's version, which a JDK newer than it raises without changing what is woven here:
     * it is shown an old one, and the real one is put back.
     */
    static byte[] weave(Class<?> type, byte[] code) {
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

    private AsmWeaver() {}
}
