package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.envelope.Scratch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_of_any_size_up_to_16_MiB_is_read_whole() throws IOException {
        for (int size : new int[] {0, 1, 1023, 1024, 65_535, 65_536, 65_537, 16 << 20}) {
            byte[] secret = new byte[size];
            ThreadLocalRandom.current().nextBytes(secret);
            if (size > 0) {
                secret[size - 1] = 'x';
            }
            Path file = Files.write(folder.resolve("secret" + size), secret);
            try (Scratch scratch = new Scratch()) {
                SecretFile read = SecretFile.read(file, scratch);
                assertThat(read.length()).isEqualTo(size);
                byte[] content = new byte[size];
                scratch.buffer(size).duplicate().rewind().get(content);
                assertThat(content).isEqualTo(secret);
            }
        }
    }

    @Test
    void a_larger_one_and_one_that_is_not_there_are_refused() throws IOException {
        Path file = folder.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((16 << 20) + 1);
        }
        try (Scratch scratch = new Scratch()) {
            assertThatThrownBy(() -> SecretFile.read(file, scratch))
                    .hasMessage("the file is larger than 16 MiB")
                    .hasFieldOrPropertyWithValue("code", Code.DOCUMENT_MALFORMED);
            assertThatThrownBy(() -> SecretFile.read(folder.resolve("missing"), scratch))
                    .hasMessage("the file cannot be read")
                    .hasFieldOrPropertyWithValue("code", Code.DOCUMENT_MISSING);
        }
    }
}
