package dev.ske.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    @TempDir
    Path folder;

    @Test
    void a_new_file_is_its_owners_alone_and_nothing_else_is_left_beside_it() throws IOException {
        try (AuditFile file = open(1000, 2)) {
            file.add("one\n");
            file.flush();
        }
        assertThat(lines("audit.jsonl")).containsExactly("one");
        assertThat(mode("audit.jsonl")).isEqualTo("rw-------");
        assertThat(names()).containsExactly("audit.jsonl");
    }

    @Test
    void an_existing_file_is_appended_to_and_closed_to_others() throws IOException {
        Files.writeString(folder.resolve("audit.jsonl"), "before\n");
        Files.setPosixFilePermissions(folder.resolve("audit.jsonl"), PosixFilePermissions.fromString("rw-r--r--"));
        try (AuditFile file = open(1000, 2)) {
            file.add("after\n");
            file.flush();
        }
        assertThat(lines("audit.jsonl")).containsExactly("before", "after");
        assertThat(mode("audit.jsonl")).isEqualTo("rw-------");
    }

    @Test
    void a_line_that_a_crash_has_cut_does_not_swallow_the_next_one() throws IOException {
        Files.writeString(folder.resolve("audit.jsonl"), "whole\ncu");
        Files.setPosixFilePermissions(folder.resolve("audit.jsonl"), PosixFilePermissions.fromString("rw-------"));
        try (AuditFile file = open(1000, 2)) {
            file.add("next\n");
            file.flush();
        }
        assertThat(lines("audit.jsonl")).containsExactly("whole", "cu", "next");
    }

    @Test
    void a_full_file_is_put_aside_whole_and_the_oldest_goes() throws IOException {
        List<String> written = new ArrayList<>();
        try (AuditFile file = open(40, 2)) {
            for (int i = 0; i < 20; i++) {
                file.add("line number " + i + "\n");
                written.add("line number " + i);
            }
            file.flush();
        }
        assertThat(names()).containsExactly("audit.jsonl", "audit.jsonl.1", "audit.jsonl.2");
        List<String> kept = new ArrayList<>();
        for (String name : List.of("audit.jsonl.2", "audit.jsonl.1", "audit.jsonl")) {
            assertThat(Files.size(folder.resolve(name))).isLessThanOrEqualTo(40);
            assertThat(mode(name)).isEqualTo("rw-------");
            kept.addAll(lines(name));
        }
        assertThat(kept).hasSizeGreaterThan(3).isEqualTo(written.subList(written.size() - kept.size(), written.size()));
    }

    @Test
    void a_line_longer_than_a_file_stands_alone_in_one() throws IOException {
        String longer = "x".repeat(100_000);
        try (AuditFile file = open(1000, 3)) {
            file.add("short\n");
            file.add(longer + "\n");
            file.add("end\n");
            file.flush();
        }
        assertThat(lines("audit.jsonl.2")).containsExactly("short");
        assertThat(lines("audit.jsonl.1")).containsExactly(longer);
        assertThat(lines("audit.jsonl")).containsExactly("end");
    }

    @Test
    void with_nothing_to_keep_the_file_begins_anew() throws IOException {
        try (AuditFile file = open(20, 0)) {
            for (int i = 0; i < 10; i++) {
                file.add("number " + i + "\n");
            }
            file.flush();
        }
        assertThat(names()).containsExactly("audit.jsonl");
        assertThat(lines("audit.jsonl")).containsExactly("number 8", "number 9");
    }

    @Test
    void after_a_crash_between_two_renames_nothing_that_was_kept_is_lost() throws IOException {
        Files.writeString(folder.resolve("audit.jsonl"), "newest\n");
        Files.setPosixFilePermissions(folder.resolve("audit.jsonl"), PosixFilePermissions.fromString("rw-------"));
        // .1 had become .2 when it happened
        Files.writeString(folder.resolve("audit.jsonl.2"), "older\n");
        Files.writeString(folder.resolve("audit.jsonl.3"), "oldest\n");
        try (AuditFile file = open(7, 3)) {
            file.add("next\n");
            file.flush();
        }
        assertThat(lines("audit.jsonl")).containsExactly("next");
        assertThat(lines("audit.jsonl.1")).containsExactly("newest");
        assertThat(lines("audit.jsonl.2")).containsExactly("older");
        assertThat(lines("audit.jsonl.3")).containsExactly("oldest");
    }

    @Test
    void a_file_that_others_emptied_is_not_put_aside() throws IOException {
        try (AuditFile file = open(12, 2)) {
            file.add("number 1\n");
            file.flush();
            Files.write(folder.resolve("audit.jsonl"), new byte[0]);
            file.add("number 2\n");
            file.flush();
        }
        assertThat(names()).containsExactly("audit.jsonl");
        assertThat(lines("audit.jsonl")).containsExactly("number 2");
    }

    @Test
    void a_file_that_others_renamed_is_made_anew_when_it_would_have_been_put_aside() throws IOException {
        try (AuditFile file = open(20, 2)) {
            file.add("number 1\n");
            file.flush();
            Files.move(folder.resolve("audit.jsonl"), folder.resolve("moved"));
            file.add("number 2\n");
            file.add("number 3\n");
            file.flush();
        }
        assertThat(names()).containsExactly("audit.jsonl", "moved");
        assertThat(lines("moved")).containsExactly("number 1", "number 2");
        assertThat(lines("audit.jsonl")).containsExactly("number 3");
    }

    @Test
    void a_full_disk_is_a_failure_that_tells_how_many_lines_are_lost() throws IOException {
        Path full = Paths.get("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full here");
        try (AuditFile file = new AuditFile(new AuditTarget(full, true), 1000, 2)) {
            file.add("one\n");
            file.add("two\n");
            assertThatThrownBy(file::flush)
                    .isInstanceOf(IOException.class)
                    .satisfies(failure -> assertThat(AuditTarget.reason((IOException) failure))
                            .isEqualTo("No space left on device"));
            assertThat(file.lost()).isEqualTo(2);
            assertThat(file.lost()).isZero();
        }
    }

    @Test
    void files_that_others_can_change_or_exchange_are_refused() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        refused(file, "mode 0660 lets users other than its owner write it");

        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        refused(link, "it is a symbolic link to a file: name the file itself");
        refused(
                Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none")),
                "it is a symbolic link to nothing");
        refused(folder, "it is a folder");
        refused(folder.resolve("none/audit.jsonl"), "its folder is not there");

        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        refused(open.resolve("audit.jsonl"), "anybody may exchange files in its folder, mode 0777");
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void the_file_of_another_user_is_refused_and_stays_as_it_is() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
        Path file = Files.writeString(folder.resolve("audit.jsonl"), "theirs\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setAttribute(file, "unix:uid", 65_534);
        refused(file, "it belongs to user 65534, who is neither root nor the user of this process");
        assertThat(file).hasContent("theirs");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void where_a_disk_takes_a_part_of_what_is_written_the_lines_that_are_whole_are_not_lost() throws Exception {
        Path audit = folder.resolve("audit.jsonl");
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 1 && exec \"$@\"",
                        "sh",
                        Paths.get(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-XX:-UsePerfData",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName(),
                        audit.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        String written = Files.readString(audit);
        assertThat(written).isNotEmpty();
        long whole = written.chars().filter(character -> character == '\n').count();
        assertThat(whole).isPositive();
        assertThat(output.trim()).isEqualTo("lost " + (FullDisk.LINES - whole));
    }

    /** Run in a JVM of its own, whose files may not grow beyond a block. */
    static final class FullDisk {
        static final int LINES = 300;

        public static void main(String[] arguments) throws IOException {
            AuditFile file = new AuditFile(new AuditTarget(Paths.get(arguments[0]), false), 1 << 20, 0);
            for (int i = 0; i < LINES; i++) {
                file.add("line " + i + "\n");
            }
            try {
                file.flush();
                System.out.println("nothing failed");
            } catch (IOException full) {
                System.out.println("lost " + file.lost());
            }
        }

        private FullDisk() {}
    }

    @Test
    void a_link_to_what_is_no_file_is_followed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Paths.get("/dev/null"));
        AuditTarget target = new AuditTarget(link, true);
        assertThat(target.regular()).isFalse();
        try (AuditFile file = new AuditFile(target, 10, 1)) {
            for (int i = 0; i < 10; i++) {
                file.add("number " + i + "\n");
            }
            file.flush();
        }
        assertThat(names()).containsExactly("link");
    }

    private void refused(Path file, String why) {
        assertThatThrownBy(() -> new AuditFile(new AuditTarget(file, true), 1000, 1).close())
                .isInstanceOf(IOException.class)
                .satisfies(failure ->
                        assertThat(AuditTarget.reason((IOException) failure)).isEqualTo(why));
    }

    private AuditFile open(long maxBytes, int keep) throws IOException {
        return new AuditFile(new AuditTarget(folder.resolve("audit.jsonl"), keep > 0), maxBytes, keep);
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
