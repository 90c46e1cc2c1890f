package dev.ske.agent.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.access.Hands;
import dev.ske.agent.store.Swap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir
    Path folder;

    private final Hands clock = new Hands();
    private final List<Path> watched = new ArrayList<>();
    private final Watch watch = new Watch(
            new Reopening() {
                @Override
                public Swap reopen() {
                    throw new AssertionError("a watch reads nothing");
                }

                @Override
                public List<Path> watched() {
                    return List.copyOf(watched);
                }

                @Override
                public List<String> sources() {
                    return List.of();
                }
            },
            clock);

    @Test
    void nothing_is_due_where_nothing_changes() throws IOException {
        settled(file("a.env", "A=1"), folder);
        for (int i = 0; i < 20; i++) {
            assertThat(looked()).isFalse();
        }
    }

    @Test
    void it_looks_every_half_second_and_not_before() throws IOException {
        Path file = settled(file("a.env", "A=1"));
        assertThat(looked()).isFalse();
        Files.writeString(file, "A=22");
        assertThat(watch.look()).isFalse();
        clock.forward(499);
        assertThat(watch.look()).isFalse();
        assertThat(watch.leftNanos(clock.nanos())).isEqualTo(1_000_000);
        clock.forward(1);
        assertThat(watch.look()).as("seen for the first time").isFalse();
        clock.forward(499);
        assertThat(watch.look()).isFalse();
        clock.forward(1_000);
        assertThat(watch.look()).isTrue();
    }

    @Test
    void a_half_written_file_is_not_taken_before_two_looks_find_it_the_same() throws IOException {
        Path file = settled(file("a.env", "A=1"));
        for (int i = 0; i < 10; i++) {
            Files.writeString(file, "B" + i + "=1\n", StandardOpenOption.APPEND);
            assertThat(looked()).isFalse();
        }
        assertThat(looked()).isTrue();
        read();
        assertThat(looked()).isFalse();
    }

    @Test
    void a_change_that_is_taken_back_between_two_looks_is_none() throws IOException {
        Path file = folder.resolve("later.env");
        settled(file);
        Files.writeString(file, "A=1");
        assertThat(looked()).isFalse();
        Files.delete(file);
        assertThat(looked()).isFalse();
        assertThat(looked()).isFalse();
    }

    @Test
    void a_file_that_is_renamed_into_place_is_seen_though_size_and_time_are_the_same() throws IOException {
        Path file = settled(file("a.env", "A=1"));
        FileTime time = Files.getLastModifiedTime(file);
        Path next = file("next", "A=2");
        Files.setLastModifiedTime(next, time);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
        expectChange();
    }

    @Test
    void the_links_of_a_kubernetes_volume_are_followed_when_they_are_swapped() throws IOException {
        Path old = Files.createDirectory(folder.resolve("..2026_01"));
        Path next = Files.createDirectory(folder.resolve("..2026_02"));
        FileTime time = FileTime.fromMillis(System.currentTimeMillis() - 3_600_000);
        for (Path version : List.of(old, next)) {
            Files.setLastModifiedTime(Files.writeString(version.resolve("DB_PASSWORD"), version.toString()), time);
        }
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01"));
        Path link = Files.createSymbolicLink(folder.resolve("DB_PASSWORD"), Path.of("..data/DB_PASSWORD"));
        settled(link);

        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2026_02"));
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        expectChange();

        watched.clear();
        settled(folder);
        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2026_01"));
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        expectChange();
    }

    @Test
    void what_happens_in_a_folder_is_seen_files_that_come_go_and_change() throws IOException {
        for (int i = 0; i < 200; i++) {
            file("run/NAME_" + i, "value " + i);
        }
        Path run = settled(folder.resolve("run"));
        file("run/NAME_200", "another");
        expectChange();
        Files.delete(run.resolve("NAME_7"));
        expectChange();
        file("run/NAME_8", "value 9");
        expectChange();
    }

    @Test
    void a_file_that_vanishes_is_a_change_and_that_it_comes_back_is_one_too() throws IOException {
        Path file = settled(file("a.env", "A=1"));
        Files.delete(file);
        expectChange();
        file("a.env", "A=1");
        expectChange();
    }

    @Test
    void a_file_that_may_not_be_read_any_more_is_a_change() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Path file = settled(file("a.env", "A=1"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        expectChange();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        expectChange();
    }

    /** What a file system with coarse times, or none of attributes, cannot tell: the same stamp, another content. */
    @Test
    void what_was_changed_just_before_it_was_read_is_read_once_more_and_not_for_ever() throws IOException {
        Path file = file("a.env", "A=1");
        watched.add(file);
        watch.begin(System.currentTimeMillis());
        assertThat(looked()).as("too soon").isFalse();
        clock.forward(1_500);
        assertThat(watch.look()).as("once more, two seconds later").isTrue();
        read();
        for (int i = 0; i < 20; i++) {
            assertThat(looked()).isFalse();
        }
    }

    @Test
    void a_file_from_the_future_is_read_once_more_and_not_for_ever() throws IOException {
        Path file = settled(file("a.env", "A=1"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 10 * 86_400_000));
        expectChange();
        int times = 0;
        for (int i = 0; i < 40; i++) {
            if (looked()) {
                times++;
                read();
            }
        }
        assertThat(times).isEqualTo(1);
    }

    @Test
    void what_changes_while_it_is_read_is_read_again_soon() throws IOException {
        Path file = settled(file("a.env", "A=1"));
        watch.reading();
        Files.writeString(file, "A=22");
        watch.read();
        assertThat(looked()).isFalse();
        assertThat(looked()).isTrue();
    }

    @Test
    void files_that_count_since_the_last_reading_are_watched_without_being_a_change() throws IOException {
        settled(file("a.env", "A=1"));
        Path later = file("b.env", "B=1");
        clock.forward(86_400_000);
        watch.reading();
        watched.add(later);
        watch.read();
        assertThat(looked()).isFalse();
        assertThat(looked()).isFalse();
        Files.writeString(later, "B=22");
        expectChange();
    }

    @Test
    void content_of_the_same_size_in_the_same_second_is_seen() throws IOException {
        Path file = settled(file("a.env", "A=1"));
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "A=2");
        Files.setLastModifiedTime(file, time);
        expectChange();
    }

    /** Watches it, as it was read long ago. */
    private Path settled(Path... paths) {
        watched.addAll(List.of(paths));
        clock.forward(86_400_000);
        read();
        return paths[0];
    }

    private void expectChange() {
        assertThat(looked()).isFalse();
        assertThat(looked()).isTrue();
        clock.forward(86_400_000);
        read();
        assertThat(looked()).isFalse();
    }

    private void read() {
        watch.reading();
        watch.read();
    }

    /** A look on a file system that is slow today: it still is one. */
    private boolean looked() {
        clock.forward(500);
        return watch.look();
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
