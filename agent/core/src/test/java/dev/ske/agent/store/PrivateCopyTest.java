package dev.ske.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the native library is loaded from: nobody else can reach it, and it does not stay. */
class PrivateCopyTest {
    @TempDir
    Path parent;

    private final byte[] content = new byte[1000];

    @BeforeEach
    void there_must_be_modes() {
        assumeTrue(
                FileSystems.getDefault().supportedFileAttributeViews().contains("unix"),
                "this system has no file modes");
        ThreadLocalRandom.current().nextBytes(content);
    }

    @Test
    void only_this_user_reaches_the_file_and_both_are_gone_when_it_is_closed() throws IOException {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            try (PrivateCopy copy = new PrivateCopy(parent.toString(), content)) {
                Path file = Path.of(copy.file());
                assertThat(Files.readAllBytes(file)).isEqualTo(content);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                        .isEqualTo("rwx------");
                assertThat(file.getParent().getParent()).isEqualTo(parent.toRealPath());
                names.add(file.getParent().getFileName().toString());
            }
            assertThat(left()).isZero();
        }
        assertThat(names).hasSize(10).allMatch(name -> name.matches("ske-[0-9a-f]{32}"));
    }

    @Test
    void a_folder_in_which_others_can_exchange_it_is_refused_and_nothing_is_left_there() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> new PrivateCopy(parent.toString(), content))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(parent.toRealPath().toString());
        assertThat(left()).isZero();
    }

    @Test
    void a_folder_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> new PrivateCopy(parent.resolve("missing").toString(), content))
                .isInstanceOf(IOException.class);
    }

    private long left() throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.count();
        }
    }
}
