package dev.ske.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ske.agent.envelope.CountedMemory;
import dev.ske.agent.envelope.SecretMemory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @TempDir
    Path folder;

    private final CountedMemory memory = new CountedMemory();
    private final SecretMemory.Region window = memory.allocate(SecretFile.WINDOW);

    @AfterEach
    void the_window_was_wiped() {
        assertThat(memory.isZero()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 1024, 65_535, 65_536, 65_537, 16 << 20})
    void a_file_of_any_size_up_to_16_MiB_is_read_in_any_pieces(int size) throws IOException {
        byte[] secret = random(size);
        Path file = file("secret", secret);
        for (int piece : new int[] {512, 100_000}) {
            try (SecretFile read = SecretFile.open(file, window)) {
                assertThat(read.ciphertext()).isNull();
                assertThat(read.length()).isEqualTo(size);
                assertThat(content(read, piece)).isEqualTo(secret);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "x", "x\n", "x\r\n", "\nx", "x\n\n", "x\r", "\r"})
    void one_newline_at_the_end_is_none_of_the_secret(String text) throws IOException {
        for (int more : new int[] {0, 255, 256, 70_000}) {
            String before = "y".repeat(more);
            Path file = file("secret", (before + text).getBytes(StandardCharsets.UTF_8));
            try (SecretFile read = SecretFile.open(file, window)) {
                assertThat(new String(content(read, 300), StandardCharsets.UTF_8))
                        .isEqualTo(before + text.replaceFirst("\r?\n\\z", ""));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 300, 5_000, 100_000})
    void a_ciphertext_is_given_as_a_text(int size) throws IOException {
        String ciphertext = "ENC[v2:" + Base64.getEncoder().encodeToString(random(size)) + "]";
        Path file = file("secret", (ciphertext + "\n").getBytes(StandardCharsets.US_ASCII));
        try (SecretFile read = SecretFile.open(file, window)) {
            assertThat(read.ciphertext()).isEqualTo(ciphertext);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    void a_file_that_changes_while_it_is_read_is_refused(int size) throws IOException {
        Path file = file("secret", random(size));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        changed(file, () -> Files.write(file, new byte[] {'x'}, StandardOpenOption.APPEND));
        changed(file, () -> Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000)));
        changed(file, () -> {
            FileTime before = Files.getLastModifiedTime(file);
            try (RandomAccessFile shorter = new RandomAccessFile(file.toFile(), "rw")) {
                shorter.setLength(size - 1);
            }
            Files.setLastModifiedTime(file, before);
        });
    }

    private void changed(Path file, Change change) throws IOException {
        try (SecretFile read = SecretFile.open(file, window)) {
            change.make();
            assertThatThrownBy(() -> content(read, 512))
                    .hasMessage("the file changed while it was read")
                    .hasFieldOrPropertyWithValue("code", Code.DOCUMENT_MALFORMED);
        }
    }

    @Test
    void a_larger_one_and_one_that_is_not_there_are_refused() throws IOException {
        Path file = folder.resolve("large");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength((16 << 20) + 1);
        }
        assertThatThrownBy(() -> SecretFile.open(file, window))
                .hasMessage("the file is larger than 16 MiB")
                .hasFieldOrPropertyWithValue("code", Code.DOCUMENT_MALFORMED);
        assertThatThrownBy(() -> SecretFile.open(folder.resolve("missing"), window))
                .hasMessage("the file cannot be read")
                .hasFieldOrPropertyWithValue("code", Code.DOCUMENT_MISSING);
    }

    private interface Change {
        void make() throws IOException;
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] content(SecretFile file, int piece) {
        ByteBuffer content = ByteBuffer.allocateDirect(file.length());
        int done = 0;
        do {
            int some = Math.min(piece, file.length() - done);
            file.read(done, some, content, done);
            done += some;
        } while (done < file.length());
        byte[] bytes = new byte[file.length()];
        content.get(bytes);
        return bytes;
    }

    /** No newline at its end. */
    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        ThreadLocalRandom.current().nextBytes(bytes);
        if (size > 0) {
            bytes[size - 1] = 'x';
        }
        return bytes;
    }
}
