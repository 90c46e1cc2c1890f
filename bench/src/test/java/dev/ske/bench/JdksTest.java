package dev.ske.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdksTest {
    private static final int RUNNING = Runtime.version().feature();

    @TempDir
    Path folder;

    @Test
    void the_one_that_runs_is_always_there() throws IOException {
        assertThat(Jdks.find(List.of(), "", folder)).containsOnlyKeys(RUNNING);
    }

    @Test
    void those_that_are_named_are_the_only_ones() throws IOException {
        Path mine = jdk("mine", "1.8.0_402");
        Path another = jdk("another", "1.8.0_392");
        assertThat(Jdks.find(List.of(mine.toString(), "11"), "8=" + another + ",11=/listed,21=/unnamed", folder))
                .isEqualTo(Map.of(8, mine, 11, Path.of("/listed")));
    }

    @Test
    void the_list_of_the_tests_comes_before_the_usual_folder() throws IOException {
        jdk("usual", "11.0.2");
        assertThat(Jdks.find(List.of(), " 11=/listed, 99=/early ", folder))
                .containsEntry(11, Path.of("/listed"))
                .containsEntry(99, Path.of("/early"));
    }

    @Test
    void folders_that_hold_no_jdk_are_passed_over() throws IOException {
        Files.createDirectory(folder.resolve("something"));
        assertThat(Jdks.find(List.of(), "", folder)).containsOnlyKeys(RUNNING);
    }

    @Test
    void a_named_folder_without_a_jdk_is_refused() {
        assertThatThrownBy(() -> Jdks.find(List.of(folder.toString()), "", folder))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void a_number_of_which_there_is_no_jdk_is_refused() {
        assertThatThrownBy(() -> Jdks.find(List.of("7"), "", folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no JDK 7");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"A\"\nJAVA_VERSION=\"" + version + "\"\n");
        assertThat(Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true))
                .isTrue();
        return home;
    }
}
