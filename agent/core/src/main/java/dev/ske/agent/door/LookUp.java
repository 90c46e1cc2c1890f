package dev.ske.agent.door;

import java.util.Hashtable;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A look-up of properties: {@code return x} becomes {@code return Bridge.property(x, this, name)}. The JDK has looked by then,
 * so that the bridge is asked for nothing that there is.
 */
final class LookUp extends MethodVisitor {
    private static final String OBJECT = "Ljava/lang/Object;";

    /** Of the bridge. */
    private final String method;

    private final String descriptor;
    private final int arguments;
    private final boolean text;

    private LookUp(MethodVisitor writer, String method, String descriptor, int arguments, boolean text) {
        super(Opcodes.ASM9, writer);
        this.method = method;
        this.descriptor = descriptor;
        this.arguments = arguments;
        this.text = text;
    }

    /** Null: the method of {@code type} is none that is woven. Until 8 the others of a table of properties call those of {@code Hashtable}. */
    static @Nullable LookUp in(Class<?> type, String name, String descriptor, MethodVisitor writer) {
        String property = "(" + OBJECT + OBJECT + OBJECT + ")" + OBJECT;
        switch (name + descriptor) {
            case "get(" + OBJECT + ")" + OBJECT:
                return new LookUp(writer, "property", property, 1, false);
            case "containsKey(" + OBJECT + ")Z":
                return new LookUp(writer, "hasProperty", "(Z" + OBJECT + OBJECT + ")Z", 1, false);
            case "getProperty(Ljava/lang/String;)Ljava/lang/String;":
                return new LookUp(writer, "property", property, 1, true);
            case "getOrDefault(" + OBJECT + OBJECT + ")" + OBJECT:
                String or = "(" + OBJECT + OBJECT + OBJECT + OBJECT + ")" + OBJECT;
                return type == Hashtable.class ? null : new LookUp(writer, "propertyOr", or, 2, false);
            default:
                return null;
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.ARETURN || opcode == Opcodes.IRETURN) {
            for (int i = 0; i <= arguments; i++) {
                super.visitVarInsn(Opcodes.ALOAD, i);
            }
            super.visitMethodInsn(Opcodes.INVOKESTATIC, "dev/ske/boot/Bridge", method, descriptor, false);
            if (text) {
                super.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
            }
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
        super.visitMaxs(Math.max(stack, 4), locals);
    }
}
