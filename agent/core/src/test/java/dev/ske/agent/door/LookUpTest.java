package dev.ske.agent.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Properties;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On the JDK's own tables: each way out of a look-up goes by the bridge. */
class LookUpTest {
    @Test
    void each_return_of_the_look_ups_of_properties_asks_the_bridge() throws IOException {
        assertThat(asking(Properties.class))
                .containsExactlyInAnyOrder(
                        "getProperty property", "get property", "getOrDefault propertyOr", "containsKey hasProperty");
    }

    @Test
    void so_does_each_of_the_table_that_they_are_until_8() throws IOException {
        assertThat(asking(Hashtable.class))
                .containsExactlyInAnyOrder(
                        "get property", "get property", "containsKey hasProperty", "containsKey hasProperty");
    }

    /** A method that returns, and the bridge's that is called right before that. */
    private static List<String> asking(Class<?> type) throws IOException {
        List<String> found = new ArrayList<>();
        ClassVisitor methods = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    private String last = "";

                    @Override
                    public void visitMethodInsn(int code, String owner, String called, String of, boolean type) {
                        last = owner.equals("dev/ske/boot/Bridge") ? called : "";
                    }

                    @Override
                    public void visitVarInsn(int code, int variable) {
                        last = "";
                    }

                    @Override
                    public void visitInsn(int code) {
                        if (!last.isEmpty()) {
                            assertThat(code).isIn(Opcodes.ARETURN, Opcodes.IRETURN);
                            found.add(name + " " + last);
                        } else if (LookUp.in(type, name, descriptor, this) != null) {
                            assertThat(code).as(name).isNotIn(Opcodes.ARETURN, Opcodes.IRETURN);
                        }
                        last = "";
                    }
                };
            }
        };
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            new ClassReader(AsmWeaver.weave(type, in.readAllBytes())).accept(methods, 0);
        }
        return found;
    }
}
