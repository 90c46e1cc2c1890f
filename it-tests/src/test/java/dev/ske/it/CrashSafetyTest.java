package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever interrupts {@code encrypt}, the document is the old or the new one, never half. */
class CrashSafetyTest {
    private static final int ENTRIES = 20_000;

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;
    private String plain;

    @BeforeEach
    void write_a_large_document() {
        desk = new Desk(folder);
        StringBuilder text = new StringBuilder("# head\n");
        for (int i = 0; i < ENTRIES; i++) {
            text.append("N").append(i).append('=').append(secret).append(i).append('\n');
        }
        plain = text.append("# tail\n").toString();
        desk.write("large.env", plain);
    }

    @Test
    void killed_at_any_moment_it_leaves_the_old_or_the_new_file() throws IOException {
        long began = System.nanoTime();
        assertThat(encrypt(folder).run().exit()).isZero();
        long whole = (System.nanoTime() - began) / 1_000_000;
        assertNew(desk.read("large.env"));
        int killed = 0;
        for (int i = 0; i < 15; i++) {
            desk.write("large.env", plain);
            // most points of time in the later half, where it writes
            int percent = i < 5 ? Any.below(60) : 60 + Any.below(50);
            Run run = encrypt(folder).killAfter(Math.max(1, whole * percent / 100));
            killed += run.exit() == 0 ? 0 : 1;
            String left = desk.read("large.env");
            if (!left.equals(plain)) {
                assertNew(left);
            }
            removeLeftOvers();
        }
        assertThat(killed).as("runs that were really killed").isPositive();
    }

    @Test
    void where_a_file_may_not_grow_it_fails_and_leaves_the_old_file() throws IOException {
        // RLIMIT_FSIZE stops the new file half way, as a full disk does
        Run run = Launch.of("sh")
                .with("-c", "ulimit -f 2000; exec \"$@\"", "sh")
                .with(Jdk.running().home().resolve("bin/java").toString(), "-XX:-UsePerfData", "-jar")
                .with(Jars.agent().toString(), "encrypt", "--key", "file:ske.key", "large.env")
                .in(folder)
                .run();
        assertFailedAndUnchanged(run, folder);
    }

    @Test
    void on_a_full_disk_it_fails_and_leaves_the_old_file() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Run mount = Launch.of("mount")
                .with("-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString())
                .run();
        assumeTrue(mount.exit() == 0, "only root can mount a small disk");
        try {
            Files.copy(folder.resolve("large.env"), disk.resolve("large.env"));
            desk.key().writeTo(disk.resolve("ske.key"));
            Run run = encrypt(disk).run();
            assertFailedAndUnchanged(run, disk);
        } finally {
            Launch.of("umount").with(disk.toString()).run();
        }
    }

    private void assertFailedAndUnchanged(Run run, Path where) throws IOException {
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.stderr())
                .startsWith("ske: error: ")
                .contains("large.env")
                .doesNotContain("\tat ", secret);
        assertThat(Launch.read(where.resolve("large.env"))).isEqualTo(plain);
        try (Stream<Path> files = Files.list(where)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("disk")))
                    .as("no temporary file is left")
                    .containsExactlyInAnyOrder("large.env", "ske.key");
        }
    }

    private void assertNew(String text) {
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSize(ENTRIES + 2);
        assertThat(text).startsWith("# head\n").endsWith("# tail\n").doesNotContain(secret);
        for (int i = 0; i < ENTRIES; i++) {
            String line = lines.get(i + 1);
            if (!line.startsWith("N" + i + "=ENC[v2:") || !line.endsWith("]")) {
                throw new AssertionError("line " + (i + 2) + " is neither old nor new");
            }
        }
    }

    /** What a killed process cannot remove may stay, but not with plaintext in it. */
    private void removeLeftOvers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.endsWith("large.env") && !file.endsWith("ske.key")) {
                    assertThat(Launch.read(file)).as("%s", file).doesNotContain(secret);
                    Files.delete(file);
                }
            }
        }
    }

    private static Launch encrypt(Path where) {
        return Ske.launch(where, "encrypt", "--key", "file:ske.key", "large.env");
    }
}
