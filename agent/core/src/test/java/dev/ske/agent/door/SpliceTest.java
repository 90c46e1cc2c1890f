package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the JDK's own classes: what is spliced is what ASM weaves. */
class SpliceTest {
    @ParameterizedTest
    @ValueSource(strings = {"java.lang.ProcessEnvironment", "java.lang.ProcessBuilder", "sun.launcher.LauncherHelper"})
    void what_is_spliced_reads_as_what_asm_weaves(String name) throws Exception {
        Class<?> type = Class.forName(name, false, null);
        byte[] file = file(type);
        byte[] spliced = Splice.weave(type, file);
        assertThat(spliced).isNotNull();
        Map<String, List<String>> found = methods(spliced);
        Map<String, List<String>> expected = methods(AsmWeaver.weave(type, file));
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        for (String method : expected.keySet()) {
            assertThat(found.get(method)).as(method).isEqualTo(expected.get(method));
        }
        assertThat(found).isNotEqualTo(methods(file));
    }

    /** One of the JVM's own, which it heeds in the JDK's classes only. */
    @Test
    void compilers_are_told_to_put_the_look_up_of_a_name_into_its_caller() throws Exception {
        Class<?> type = Class.forName(Targets.ENVIRONMENT, false, null);
        Map<String, List<String>> woven = methods(AsmWeaver.weave(type, file(type)));
        String told = "annotation " + Targets.INLINED + " true ";
        assertThat(woven.get("getenv(Ljava/lang/String;)Ljava/lang/String;")).contains(told);
        assertThat(woven.get("getenv()Ljava/util/Map;")).doesNotContain(told);
    }

    /** On a JDK that has a SecurityManager, {@code System.getenv} has branches; {@code Integer} has nothing to weave. */
    @ParameterizedTest
    @ValueSource(classes = {System.class, Integer.class})
    void what_has_another_shape_is_left_to_asm(Class<?> type) throws IOException {
        assertThat(Splice.weave(type, file(type))).isNull();
    }

    private static byte[] file(Class<?> type) throws IOException {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return in.readAllBytes();
        }
    }

    /** By name and descriptor: what stands in each method, with places as counts of instructions. */
    private static Map<String, List<String>> methods(byte[] file) {
        Map<String, List<String>> methods = new HashMap<>();
        new ClassReader(file)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return new Text(methods.computeIfAbsent(name + descriptor, any -> new ArrayList<>()));
                            }
                        },
                        0);
        return methods;
    }

    /** Without lines, which ASM gives no line of the JDK's to what it puts in, and without what does nothing. */
    private static final class Text extends MethodVisitor {
        private final List<String> text;
        private final List<Object[]> events = new ArrayList<>();
        private final Map<Label, Integer> places = new HashMap<>();
        private int instructions;

        Text(List<String> text) {
            super(Opcodes.ASM9);
            this.text = text;
        }

        private void instruction(Object... event) {
            instructions++;
            events.add(event);
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            events.add(new Object[] {"annotation", descriptor, visible});
            return null;
        }

        @Override
        public void visitLabel(Label label) {
            places.put(label, instructions);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode != Opcodes.NOP) {
                instruction(opcode);
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            instruction(opcode, operand);
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            instruction(opcode, "variable", variable);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            instruction(opcode, type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            instruction(opcode, owner, name, descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean of) {
            instruction(opcode, owner, name, descriptor, of);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            instruction(name, descriptor, bootstrap, List.of(arguments));
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            instruction(opcode, label);
        }

        @Override
        public void visitLdcInsn(Object value) {
            instruction("ldc", value);
        }

        @Override
        public void visitIincInsn(int variable, int increment) {
            instruction("iinc", variable, increment);
        }

        @Override
        public void visitTableSwitchInsn(int least, int most, Label otherwise, Label... labels) {
            instruction("table", least, most, otherwise);
            events.add(labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
            instruction("lookup", otherwise);
            events.add(labels);
        }

        @Override
        public void visitFrame(int kind, int locals, Object[] local, int stacked, Object[] stack) {
            events.add(new Object[] {"frame", kind, locals, stacked});
            events.add(local == null ? new Object[0] : local.clone());
            events.add(stack == null ? new Object[0] : stack.clone());
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
            events.add(new Object[] {"try", start, end, handler, String.valueOf(type)});
        }

        @Override
        public void visitLocalVariable(
                String name, String descriptor, @Nullable String signature, Label start, Label end, int index) {
            events.add(new Object[] {"local", name, descriptor, String.valueOf(signature), start, end, index});
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            events.add(new Object[] {"stack", stack});
        }

        @Override
        public void visitEnd() {
            for (Object[] event : events) {
                StringBuilder line = new StringBuilder();
                for (Object part : event) {
                    line.append(part instanceof Label ? "@" + places.get(part) : part)
                            .append(' ');
                }
                text.add(line.toString());
            }
        }
    }
}
