import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.TypePath;

/**
 * A step of the build: packs classes into a jar of stored entries whose first one, {@code index}, tells where each class lies. So
 * a start finds them without reading a directory. What no JVM uses is left out of them, because a JVM parses it all the
 * same: names of local variables and annotations of types, and of classes that nobody reflects on their generic types, which
 * classes are within which, and what a method declares to throw.
 *
 * <p>The index is a hash table of big-endian slots of three ints. The first one holds the number of those that follow, a power of two; each
 * of them the hash of a class's name with dots, where its bytes begin in the jar and how many there are, or zeros. A class stands in the first
 * free slot from that of its hash on.
 */
public final class Pack {
    private static final int SLOT = 12;
    private static final int LOCAL_HEADER = 30;
    private static final String INDEX = "index";

    /** The folder of the classes, the jar, {@code bare} or {@code full}, and the folders below it whose classes are packed. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        boolean bare = arguments[2].equals("bare");
        Map<String, byte[]> classes = new TreeMap<>();
        for (int i = 3; i < arguments.length; i++) {
            try (Stream<Path> below = Files.walk(root.resolve(arguments[i]))) {
                for (Path file : (Iterable<Path>) below.filter(path -> path.toString().endsWith(".class"))::iterator) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    classes.put(name, stripped(Files.readAllBytes(file), bare, name.startsWith("net/")));
                }
            }
        }
        Path jar = Path.of(arguments[1]);
        Files.createDirectories(jar.getParent());
        Files.write(jar, jar(classes));
    }

    private static byte[] jar(Map<String, byte[]> classes) throws IOException {
        int slots = Integer.highestOneBit(classes.size()) * 4;
        ByteBuffer index = ByteBuffer.allocate((1 + slots) * SLOT).putInt(0, slots);
        int at = LOCAL_HEADER + INDEX.length() + index.capacity();
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            at += LOCAL_HEADER + entry.getKey().length();
            String name = entry.getKey().substring(0, entry.getKey().length() - ".class".length());
            add(index, slots, name.replace('/', '.').hashCode(), at, entry.getValue().length);
            at += entry.getValue().length;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, StandardCharsets.US_ASCII)) {
            store(out, INDEX, index.array());
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                store(out, entry.getKey(), entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void add(ByteBuffer index, int slots, int hash, int start, int length) {
        int slot = hash & (slots - 1);
        while (index.getInt((1 + slot) * SLOT + 4) != 0) {
            if (index.getInt((1 + slot) * SLOT) == hash) {
                throw new IllegalStateException("two classes with one hash: rename one");
            }
            slot = (slot + 1) & (slots - 1);
        }
        int at = (1 + slot) * SLOT;
        index.putInt(at, hash).putInt(at + 4, start).putInt(at + 8, length);
    }

    private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0)); // the beginning of 1980 would take a field more
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        out.write(content);
    }

    /** {@code bare}: nobody reflects on it; {@code foreign}: nobody looks for its lines in a stack trace. */
    private static byte[] stripped(byte[] code, boolean bare, boolean foreign) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(code).accept(new Stripping(writer, bare), foreign ? ClassReader.SKIP_DEBUG : 0);
        return writer.toByteArray();
    }

    private static final class Stripping extends ClassVisitor {
        private final boolean bare;

        Stripping(ClassWriter writer, boolean bare) {
            super(Opcodes.ASM9, writer);
            this.bare = bare;
        }

        private String generic(String signature) {
            return bare ? null : signature;
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String parent, String[] interfaces) {
            super.visit(version, access, name, generic(signature), parent, interfaces);
        }

        @Override
        public void visitInnerClass(String name, String outerName, String innerName, int access) {
            if (!bare) {
                super.visitInnerClass(name, outerName, innerName, access);
            }
        }

        @Override
        public void visitOuterClass(String owner, String name, String descriptor) {
            if (!bare) {
                super.visitOuterClass(owner, name, descriptor);
            }
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(int type, TypePath path, String descriptor, boolean visible) {
            return null;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return visible ? super.visitAnnotation(descriptor, visible) : null;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            return new FieldVisitor(
                    Opcodes.ASM9, super.visitField(access, name, descriptor, generic(signature), value)) {
                @Override
                public AnnotationVisitor visitTypeAnnotation(
                        int type, TypePath path, String descriptor, boolean visible) {
                    return null;
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new Body(super.visitMethod(access, name, descriptor, generic(signature), bare ? null : exceptions));
        }
    }

    private static final class Body extends MethodVisitor {
        Body(MethodVisitor writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visitLocalVariable(
                String name, String descriptor, String signature, Label start, Label end, int index) {
            // debuggers alone use it
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(int type, TypePath path, String descriptor, boolean visible) {
            return null;
        }

        @Override
        public AnnotationVisitor visitInsnAnnotation(int type, TypePath path, String descriptor, boolean visible) {
            return null;
        }

        @Override
        public AnnotationVisitor visitTryCatchAnnotation(
                int type, TypePath path, String descriptor, boolean visible) {
            return null;
        }

        @Override
        public AnnotationVisitor visitLocalVariableAnnotation(
                int type,
                TypePath path,
                Label[] start,
                Label[] end,
                int[] index,
                String descriptor,
                boolean visible) {
            return null;
        }
    }

    private Pack() {}
}
