package dev.ske.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.helper.HelperCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelperJarTest {
    @TempDir
    Path folder;

    @Test
    void the_comment_ends_the_file_and_the_rest_is_as_it_was() throws IOException {
        byte[] content = HelperJar.withComment(zip(), HelperCache.comment());
        Path jar = Files.write(folder.resolve("a.jar"), content);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            assertThat(zip.getComment()).isEqualTo(HelperCache.comment());
            assertThat(zip.getInputStream(zip.getEntry("entry")).readAllBytes())
                    .asString()
                    .isEqualTo("text");
        }
        assertThat(new String(content, StandardCharsets.ISO_8859_1)).endsWith(HelperCache.comment());
    }

    @Test
    void a_file_is_the_same_only_byte_for_byte() throws IOException {
        byte[] content = HelperJar.withComment(zip(), "1");
        Path jar = Files.write(folder.resolve("a.jar"), content);
        assertThat(HelperJar.is(jar, content)).isTrue();
        assertThat(HelperJar.is(jar, HelperJar.withComment(zip(), "2"))).isFalse();
        assertThat(HelperJar.is(jar, zip())).isFalse();
        assertThat(HelperJar.is(folder.resolve("b.jar"), content)).isFalse();
        assertThat(HelperJar.is(folder, content)).isFalse();
    }

    @Test
    void what_is_no_zip_file_or_has_a_comment_gets_none() throws IOException {
        byte[] commented = HelperJar.withComment(zip(), "1");
        assertThatThrownBy(() -> HelperJar.withComment(commented, "2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HelperJar.withComment(new byte[21], "2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HelperJar.withComment(new byte[50], "2")).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("entry");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write("text".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
