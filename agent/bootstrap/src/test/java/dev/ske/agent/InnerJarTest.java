package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InnerJarTest {
    private static final byte[] NOISE = new byte[100_000];
    private static final byte[] TEXT = "ske ".repeat(50_000).getBytes(StandardCharsets.UTF_8);

    static {
        new Random(7).nextBytes(NOISE);
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void entries_are_read_where_they_lie_or_from_the_whole_whether_deflated_or_stored(boolean atOnce)
            throws IOException {
        try (ZipFile outer = outer(inner(), ZipEntry.STORED)) {
            InnerJar jar = new InnerJar(outer, "inner.jar", atOnce);
            assertThat(jar.read("deflated/noise")).isEqualTo(NOISE);
            assertThat(jar.read("deflated/text")).isEqualTo(TEXT);
            assertThat(jar.read("stored/text")).isEqualTo(TEXT);
            assertThat(jar.read("deflated/empty")).isEmpty();
            assertThat(jar.read("deflated/text")).isEqualTo(TEXT);
            assertThat(jar.has("deflated/ü")).isTrue();
        }
    }

    @Test
    void a_jar_that_was_packed_again_with_compression_still_works() throws IOException {
        try (ZipFile outer = outer(inner(), ZipEntry.DEFLATED)) {
            assertThat(new InnerJar(outer, "inner.jar", false).read("deflated/text"))
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void an_unknown_name_is_null() throws IOException {
        try (ZipFile outer = outer(inner(), ZipEntry.STORED)) {
            InnerJar jar = new InnerJar(outer, "inner.jar", false);
            assertThat(jar.read("deflated/tex")).isNull();
            assertThat(jar.has("text")).isFalse();
        }
    }

    @Test
    void a_missing_or_cut_jar_is_an_error() throws IOException {
        byte[] whole = inner();
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        try (ZipFile outer = outer(cut, ZipEntry.STORED)) {
            assertThatThrownBy(() -> new InnerJar(outer, "inner.jar", false)).isInstanceOf(ZipException.class);
            assertThatThrownBy(() -> new InnerJar(outer, "other.jar", false)).isInstanceOf(ZipException.class);
        }
    }

    private static byte[] inner() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "deflated/noise", NOISE, ZipEntry.DEFLATED);
            add(zip, "stored/text", TEXT, ZipEntry.STORED);
            add(zip, "deflated/text", TEXT, ZipEntry.DEFLATED);
            add(zip, "deflated/empty", new byte[0], ZipEntry.DEFLATED);
            add(zip, "deflated/ü", TEXT, ZipEntry.DEFLATED);
        }
        return bytes.toByteArray();
    }

    private ZipFile outer(byte[] inner, int method) throws IOException {
        Path file = folder.resolve("outer.jar");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, "before", NOISE, ZipEntry.DEFLATED);
            add(zip, "inner.jar", inner, method);
            add(zip, "after", TEXT, ZipEntry.DEFLATED);
        }
        return new ZipFile(file.toFile());
    }

    private static void add(ZipOutputStream zip, String name, byte[] content, int method) throws IOException {
        zip.setLevel(Deflater.BEST_SPEED);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            entry.setSize(content.length);
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
