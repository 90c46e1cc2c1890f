package dev.ske.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.Code;
import dev.ske.agent.Failure;
import dev.ske.cli.Cli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedFolderTest {
    private final Path directory;

    PreparedFolderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void a_missing_folder_is_made_with_those_above_and_everybody_can_read_what_is_in_it() throws IOException {
        Path path = directory.resolve("a/b");
        try (PreparedFolder folder = PreparedFolder.open(path, "a/b")) {
            folder.put(Files.write(folder.scratch().resolve("x"), new byte[] {1}), "first");
            folder.put(Files.write(folder.scratch().resolve("x"), new byte[] {2}), "first");
            Files.write(folder.scratch().resolve("left"), new byte[] {3});
        }
        assertThat(mode(path)).isEqualTo("rwxr-xr-x");
        assertThat(mode(path.getParent())).isEqualTo("rwxr-xr-x");
        assertThat(mode(path.resolve("first"))).isEqualTo("rw-r--r--");
        assertThat(Files.readAllBytes(path.resolve("first"))).containsExactly(2);
        assertThat(names(path)).containsExactly("first");
    }

    @Test
    void the_mode_of_a_folder_that_is_there_stays() throws IOException {
        Path path = Files.createDirectory(directory.resolve("a"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        PreparedFolder.open(path, "a").close();
        assertThat(mode(path)).isEqualTo("rwx------");
        assertThat(names(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
    void a_folder_below_one_that_others_write_to_is_refused_and_not_made(String mode) throws IOException {
        Path above = Files.createDirectory(directory.resolve("above"));
        Files.setPosixFilePermissions(above, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> PreparedFolder.open(above.resolve("x/y"), "above/x/y"))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(Code.CONFIG_INVALID);
                    assertThat(failure)
                            .hasMessageContaining("above/x/y would not be used: " + real(above) + " is writable by ");
                });
        assertThat(names(above)).isEmpty();
    }

    @Test
    void a_file_is_no_folder() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> PreparedFolder.open(file, "file"))
                .isInstanceOf(IOException.class)
                .hasMessage("file cannot be prepared: " + file + " is not a folder");
        assertThatThrownBy(() -> PreparedFolder.open(file.resolve("x"), "file/x"))
                .isInstanceOf(IOException.class);
        assertThat(names(directory)).containsExactly("file");
    }

    @Test
    void the_command_says_what_is_missing() {
        Cli cli = new Cli(directory);
        assertThat(cli.run("prepare").isRefused().err()).contains("there is no home folder", "--dir FOLDER");
        cli.variable("HOME", "");
        cli.variable("XDG_CACHE_HOME", "cache");
        assertThat(cli.run("prepare").isRefused().err()).contains("there is no home folder", "--dir FOLDER");
        assertThat(cli.run("prepare", "--dir", "x").fails("INTERNAL").err())
                .contains("java -jar ske-agent.jar prepare");
        assertThat(cli.files()).isEmpty();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
