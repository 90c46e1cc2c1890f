package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPackTest {
    private static final int SLOTS = 4;
    private static final int BEGIN = 30 + "index".length();
    private static final int FIRST_CLASS = BEGIN + (1 + SLOTS) * 12;

    @TempDir
    Path folder;

    /** Three names in four slots: at least two of these begin their search at one slot. */
    @Test
    void a_class_is_found_by_the_hash_of_its_name_also_where_its_slot_was_taken() throws IOException {
        try (ZipFile outer = outer(pack("a.A", "a.E", "b.C"))) {
            byte[] content = new ClassPack(outer, "pack.jar").content();
            assertThat(code(content, "a.A")).isEqualTo("a.A");
            assertThat(code(content, "a.E")).isEqualTo("a.E");
            assertThat(code(content, "b.C")).isEqualTo("b.C");
            assertThat(ClassPack.find(content, "a.I")).isZero();
            assertThat(ClassPack.find(content, "")).isZero();
        }
    }

    @Test
    void a_pack_that_is_not_there_is_an_error() throws IOException {
        try (ZipFile outer = outer(pack())) {
            ClassPack other = new ClassPack(outer, "other.jar");
            assertThatThrownBy(other::content).isInstanceOf(IOException.class).hasMessage("no such pack");
        }
    }

    @Test
    void a_pack_without_classes_has_none() throws IOException {
        try (ZipFile outer = outer(pack())) {
            assertThat(ClassPack.find(new ClassPack(outer, "pack.jar").content(), "a.A"))
                    .isZero();
        }
    }

    private static String code(byte[] content, String name) {
        int slot = ClassPack.find(content, name);
        return new String(
                content, ClassPack.start(content, slot), ClassPack.length(content, slot), StandardCharsets.US_ASCII);
    }

    /** What the build makes, as far as it is read: each class's bytes are its name. */
    private static byte[] pack(String... names) {
        ByteBuffer pack = ByteBuffer.allocate(FIRST_CLASS + 100);
        pack.putInt(BEGIN, SLOTS);
        int at = FIRST_CLASS;
        for (String name : names) {
            int slot = name.hashCode() & (SLOTS - 1);
            while (pack.getInt(BEGIN + (1 + slot) * 12 + 4) != 0) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            byte[] code = name.getBytes(StandardCharsets.US_ASCII);
            pack.position(BEGIN + (1 + slot) * 12);
            pack.putInt(name.hashCode()).putInt(at).putInt(code.length);
            pack.position(at);
            pack.put(code);
            at += code.length;
        }
        return pack.array();
    }

    private ZipFile outer(byte[] pack) throws IOException {
        Path file = folder.resolve("outer.jar");
        try (OutputStream to = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(to)) {
            out.putNextEntry(new ZipEntry("pack.jar"));
            out.write(pack);
        }
        return new ZipFile(file.toFile());
    }
}
