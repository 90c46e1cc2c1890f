import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A step of the build: gives classes that were compiled for Java 5 the stack map frames of Java 8's class files. Without them a
 * JVM checks them by inference, which takes a third of the time of a short command, and puts none of them into an archive of
 * loaded classes. Nothing else changes.
 */
public final class Frames {
    /** The folder that holds the classes, and the folder below it whose classes are rewritten. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        try (Stream<Path> below = Files.walk(root.resolve(arguments[1]));
                URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()})) {
            List<Path> classes = below.filter(file -> file.toString().endsWith(".class")).collect(Collectors.toList());
            for (Path file : classes) {
                Files.write(file, framed(Files.readAllBytes(file), loader));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static byte[] framed(byte[] old, ClassLoader loader) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return loader;
            }
        };
        ClassVisitor newer = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
                boolean old = (version & 0xffff) < Opcodes.V1_8;
                super.visit(old ? Opcodes.V1_8 : version, access, name, signature, parent, interfaces);
            }
        };
        new ClassReader(old).accept(newer, ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    private Frames() {}
}
