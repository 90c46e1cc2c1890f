import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A step of the build: marks {@code premain} as a method of a variable number of arguments, though its last one is no array. The
 * JDK calls it by reflection, for which 18 and newer spin seven classes of method handles, 6 ms on the only thread that there
 * is; a method so marked has no method handle of its form, so the JVM calls it itself. The flag means nothing else to a JVM, and
 * the source cannot say it.
 */
public final class Entry {
    /** The class file of the agent's entry class. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        ClassReader old = new ClassReader(Files.readAllBytes(file));
        ClassWriter writer = new ClassWriter(old, 0);
        old.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        int flags = name.equals("premain") ? access | Opcodes.ACC_VARARGS : access;
                        return super.visitMethod(flags, name, descriptor, signature, exceptions);
                    }
                },
                0);
        Files.write(file, writer.toByteArray());
    }

    private Entry() {}
}
