package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsWriteTest {
    @TempDir
    Path folder;

    @Test
    void a_written_file_keeps_its_mode_and_nothing_is_left_beside_it() throws Exception {
        Path file = file("A=b");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r----x"));
        Document document = Documents.read(file, null);

        Documents.write(file, document, "A=\u00e9\n");

        assertThat(file).hasContent("A=\u00e9\n");
        assertThat(mode(file)).isEqualTo("rw-r----x");
        assertThat(names()).containsExactly("a.env");
    }

    @Test
    void a_written_file_keeps_its_owner_and_group() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Path file = file("A=b");
        Files.setAttribute(file, "unix:uid", 12345);
        Files.setAttribute(file, "unix:gid", 23456);

        Documents.write(file, Documents.read(file, null), "A=c");

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(12345);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(23456);
    }

    @Test
    void a_symbolic_link_stays_and_its_target_is_replaced() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path target = Files.writeString(other.resolve("target"), "A=b");
        Path link = Files.createSymbolicLink(folder.resolve("a.env"), Paths.get("other/target"));

        Documents.write(link, Documents.read(link, null), "A=c");

        assertThat(link).isSymbolicLink().hasContent("A=c");
        assertThat(target).isRegularFile().hasContent("A=c");
        assertThat(names(other)).containsExactly("target");
    }

    @Test
    void a_new_file_is_for_its_owner_only() throws Exception {
        Path file = folder.resolve("new.env");

        Documents.write(file, Documents.parse("new.env", "", Format.ENV), "A=b\n");

        assertThat(file).hasContent("A=b\n");
        assertThat(mode(file)).isEqualTo("rw-------");
    }

    @Test
    void a_Latin_1_file_stays_one() throws Exception {
        Path file = folder.resolve("a.properties");
        Files.write(file, "a=\u00e9\nb=c\n".getBytes(StandardCharsets.ISO_8859_1));
        Document document = Documents.read(file, null);

        Documents.write(file, document, document.text().replace("c", "d"));

        assertThat(Files.readAllBytes(file)).isEqualTo("a=\u00e9\nb=d\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void a_file_that_somebody_else_changed_is_left_alone() throws Exception {
        Path file = file("A=b");
        Document document = Documents.read(file, null);
        Files.writeString(file, "A=c");

        refused(file, "it changed since it was read; nothing was written", document, "A=d");
        assertThat(file).hasContent("A=c");

        Files.delete(file);
        refused(file, "it changed since it was read; nothing was written", document, "A=d");
        assertThat(names()).isEmpty();
    }

    @Test
    void what_is_no_file_is_not_written() throws Exception {
        Document empty = Documents.parse("x", "", Format.ENV);
        Path directory = Files.createDirectory(folder.resolve("dir.env"));
        Path dangling = Files.createSymbolicLink(folder.resolve("link.env"), Paths.get("absent"));

        refused(directory, "it is not a regular file", empty, "A=b");
        refused(dangling, "it is a symbolic link to a file that is not there", empty, "A=b");
        refused(folder.resolve("absent/a.env"), "no such folder", empty, "A=b");
        assertThat(names()).containsExactlyInAnyOrder("dir.env", "link.env");
    }

    @Test
    void a_text_that_its_charset_lacks_is_not_written() throws Exception {
        Path file = file("A=b");

        refused(file, "the text holds a char that UTF-8 lacks", Documents.read(file, null), "A=\uD800");
        assertThat(file).hasContent("A=b");
    }

    /** As when the disk is full: the shell's limit lets the child JVM write no file of more than 1 KiB. */
    @Test
    void a_write_that_fails_half_way_leaves_the_old_file_alone() throws Exception {
        Path file = file("A=b");
        String java = Paths.get(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 1 && exec \"$@\"",
                        "sh",
                        java,
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeWrite.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(3);
        assertThat(output.trim()).isEqualTo("cannot write " + file + ": file too large");
        assertThat(file).hasContent("A=b");
        assertThat(names()).containsExactly("a.env");
    }

    /** Run in a JVM of its own: exits with 3 when the write failed. */
    static final class LargeWrite {
        public static void main(String[] arguments) {
            Path file = Paths.get(arguments[0]);
            char[] large = new char[1 << 20];
            Arrays.fill(large, 'x');
            try {
                Documents.write(file, Documents.read(file, null), "A=" + new String(large));
            } catch (IOException e) {
                System.out.println(e.getMessage());
                System.exit(3);
            }
        }

        private LargeWrite() {}
    }

    private static void refused(Path file, String why, Document old, String text) {
        assertThatThrownBy(() -> Documents.write(file, old, text))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": " + why);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("a.env"), text);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws IOException {
        return names(folder);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
        }
    }
}
