package dev.ske.agent.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_read_whole_or_to_the_length_asked_for() throws IOException {
        byte[] content = new byte[3000];
        ThreadLocalRandom.current().nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        for (int most : new int[] {0, 1, 2999, 3000}) {
            assertThat(FileBytes.read(file, most)).isEqualTo(Arrays.copyOf(content, most));
        }
        assertThat(FileBytes.read(file, 3001)).isEqualTo(content);
        assertThat(FileBytes.read(Files.createFile(folder.resolve("empty")), 10))
                .isEmpty();
    }

    @Test
    void a_file_that_says_it_is_empty_is_read_whole_too() throws IOException {
        Path environ = Path.of("/proc/self/environ");
        assumeTrue(Files.exists(environ));
        byte[] content = Files.readAllBytes(environ);
        assertThat(content).isNotEmpty();
        assertThat(FileBytes.read(environ, 1 << 24)).isEqualTo(content);
        assertThat(FileBytes.read(environ, 7)).isEqualTo(Arrays.copyOf(content, 7));
    }

    @Test
    void a_secret_is_read_until_there_is_no_more_room_or_no_more_file() throws IOException {
        byte[] content = new byte[100];
        ThreadLocalRandom.current().nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        try (RandomAccessFile in = FileBytes.open(file)) {
            ByteBuffer first = ByteBuffer.allocateDirect(60);
            FileBytes.readSecret(in, first);
            assertThat(first.hasRemaining()).isFalse();
            ByteBuffer rest = ByteBuffer.allocateDirect(60);
            FileBytes.readSecret(in, rest);
            assertThat(rest.position()).isEqualTo(40);
            assertThat(first.flip()).isEqualTo(ByteBuffer.wrap(content, 0, 60));
            assertThat(rest.flip()).isEqualTo(ByteBuffer.wrap(content, 60, 40));
        }
    }

    @Test
    void what_cannot_be_opened_is_told_apart() throws IOException {
        assertThatThrownBy(() -> FileBytes.open(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FileBytes.open(folder)).isInstanceOf(FileNotFoundException.class);
    }
}
