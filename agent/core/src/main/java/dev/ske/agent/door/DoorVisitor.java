package dev.ske.agent.door;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Puts the calls of the bridge into the JDK's methods: {@code getenv} asks it for the answer right before each return, so
 * that the JDK's own checks have all been made, {@code ProcessBuilder.start} shows it the child's environment first, and
 * the launcher of 8 waits there before it looks for the program's main. The bean that writes heap dumps refuses to.
 */
final class DoorVisitor extends ClassVisitor {
    private static final String MAP = "Ljava/util/Map;";
    private static final String REFUSAL =
            "heap dumps are switched off by hardening.heap-dumps in the configuration of SKE";
    private static final String REDIRECTS = "[Ljava/lang/ProcessBuilder$Redirect;";

    private final Class<?> type;
    private boolean environmentField;
    private int doors;

    DoorVisitor(ClassWriter writer, Class<?> type) {
        super(Opcodes.ASM9, writer);
        this.type = type;
    }

    /** Whether every place was found. */
    boolean complete() {
        if (type == System.class) {
            return doors == 2;
        }
        return doors == 1 && (type != ProcessBuilder.class || environmentField);
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        environmentField |= name.equals("environment") && descriptor.equals(MAP);
        return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor writer = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (type == System.class && name.equals("getenv")) {
            doors++;
            return descriptor.equals("()" + MAP)
                    ? new Answer(writer, Operation.ENVIRONMENT, "java/util/Map")
                    : new Answer(writer, Operation.GETENV, "java/lang/String");
        }
        String start = JavaVersion.FEATURE == 8 ? "()Ljava/lang/Process;" : "(" + REDIRECTS + ")Ljava/lang/Process;";
        if (type == ProcessBuilder.class && name.equals("start") && descriptor.equals(start)) {
            doors++;
            return new Start(writer);
        }
        if (name.equals("checkAndLoadMain")) {
            doors++;
            return new Main(writer);
        }
        boolean declared = (access & Opcodes.ACC_NATIVE) == 0; // a native method can get no body
        if (declared && name.equals("dumpHeap") && descriptor.equals("(Ljava/lang/String;Z)V")) {
            doors++;
            refuse(writer);
            return null;
        }
        return writer;
    }

    /** The whole method: {@code throw new UnsupportedOperationException(REFUSAL)}. */
    private static void refuse(MethodVisitor code) {
        String exception = "java/lang/UnsupportedOperationException";
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, exception);
        code.visitInsn(Opcodes.DUP);
        code.visitLdcInsn(REFUSAL);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, exception, "<init>", "(Ljava/lang/String;)V", false);
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(3, 3);
        code.visitEnd();
    }

    /** {@code return x} becomes {@code return (T) Bridge.call(operation, {arguments..., x})}. */
    private static final class Answer extends MethodVisitor {
        /** A local variable beyond all that the JDK's methods use; what lies between costs nothing. */
        private static final int RESULT = 15;

        private final int operation;
        private final String type;

        Answer(MethodVisitor writer, int operation, String type) {
            super(Opcodes.ASM9, writer);
            this.operation = operation;
            this.type = type;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                super.visitVarInsn(Opcodes.ASTORE, RESULT);
                if (operation == Operation.GETENV) {
                    call(mv, operation, 0, RESULT);
                } else {
                    call(mv, operation, RESULT);
                }
                super.visitTypeInsn(Opcodes.CHECKCAST, type);
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            super.visitMaxs(Math.max(stack, 6), Math.max(locals, RESULT + 1));
        }
    }

    /** The method begins with {@code Bridge.call(CHILD, {this, environment})}. */
    private static final class Start extends MethodVisitor {
        Start(MethodVisitor writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitInsn(Opcodes.ICONST_0 + Operation.CHILD);
            array(mv, 2);
            element(mv, 0, 0);
            super.visitInsn(Opcodes.DUP);
            super.visitInsn(Opcodes.ICONST_1);
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitFieldInsn(Opcodes.GETFIELD, "java/lang/ProcessBuilder", "environment", MAP);
            super.visitInsn(Opcodes.AASTORE);
            bridge(mv);
            super.visitInsn(Opcodes.POP);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            super.visitMaxs(Math.max(stack, 6), locals);
        }
    }

    /** The method begins with {@code Bridge.call(MAIN, {})}. */
    private static final class Main extends MethodVisitor {
        Main(MethodVisitor writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            call(mv, Operation.MAIN);
            super.visitInsn(Opcodes.POP);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            super.visitMaxs(Math.max(stack, 6), locals);
        }
    }

    private static void call(MethodVisitor code, int operation, int... locals) {
        code.visitInsn(Opcodes.ICONST_0 + operation);
        array(code, locals.length);
        for (int i = 0; i < locals.length; i++) {
            element(code, i, locals[i]);
        }
        bridge(code);
    }

    private static void array(MethodVisitor code, int length) {
        code.visitInsn(Opcodes.ICONST_0 + length);
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    }

    private static void element(MethodVisitor code, int index, int local) {
        code.visitInsn(Opcodes.DUP);
        code.visitInsn(Opcodes.ICONST_0 + index);
        code.visitVarInsn(Opcodes.ALOAD, local);
        code.visitInsn(Opcodes.AASTORE);
    }

    private static void bridge(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "dev/ske/boot/Bridge", "call", "(I[Ljava/lang/Object;)Ljava/lang/Object;", false);
    }
}
