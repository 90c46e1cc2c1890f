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
 * the launcher of 8 waits there before it looks for the program's main; look-ups of properties ask it right before they return,
 * too. The bean that writes heap dumps refuses to.
 */
final class DoorVisitor extends ClassVisitor {
    private static final String REFUSAL =
            "heap dumps are switched off by hardening.heap-dumps in the configuration of SKE";

    private final Class<?> type;
    private boolean environmentField;
    private int doors;

    DoorVisitor(ClassWriter writer, Class<?> type) {
        super(Opcodes.ASM9, writer);
        this.type = type;
    }

    /** Whether every place was found. */
    boolean complete() {
        return Targets.complete(type, doors, environmentField);
    }

    @Override
    public @Nullable FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        environmentField |= name.equals("environment") && descriptor.equals(Targets.MAP);
        return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor writer = super.visitMethod(access, name, descriptor, signature, exceptions);
        if (Targets.isEnvironment(type) && name.equals("getenv")) {
            doors++;
            boolean map = descriptor.equals("()" + Targets.MAP);
            if (!map) {
                writer.visitAnnotation(Targets.INLINED, true).visitEnd();
            }
            return new Answer(writer, map);
        }
        if (type == ProcessBuilder.class && name.equals("start") && descriptor.equals(Targets.start())) {
            doors++;
            return new Start(writer);
        }
        if (Targets.isLookUps(type)) {
            MethodVisitor lookUp = LookUp.in(type, name, descriptor, writer);
            doors += lookUp == null ? 0 : 1;
            return lookUp == null ? writer : lookUp;
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

    /** {@code return x} becomes {@code return (Map) Bridge.call(ENVIRONMENT, {x})}, or {@code return Bridge.getenv(name, x)}. */
    private static final class Answer extends MethodVisitor {
        /** A local variable beyond all that the JDK's methods use; what lies between costs nothing. */
        private static final int RESULT = 15;

        private final boolean map;

        Answer(MethodVisitor writer, boolean map) {
            super(Opcodes.ASM9, writer);
            this.map = map;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.ARETURN) {
                super.visitVarInsn(Opcodes.ASTORE, RESULT);
                if (map) {
                    call(mv, Operation.ENVIRONMENT, RESULT);
                    super.visitTypeInsn(Opcodes.CHECKCAST, "java/util/Map");
                } else {
                    super.visitVarInsn(Opcodes.ALOAD, 0);
                    super.visitVarInsn(Opcodes.ALOAD, RESULT);
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "dev/ske/boot/Bridge",
                            "getenv",
                            "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
                            false);
                }
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
            super.visitFieldInsn(Opcodes.GETFIELD, "java/lang/ProcessBuilder", "environment", Targets.MAP);
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
