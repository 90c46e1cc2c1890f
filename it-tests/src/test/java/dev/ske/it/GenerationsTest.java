package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Many threads read while all values are replaced again and again. {@code -Dske.refresh.seconds=60} makes it longer, with
 * as many more replacements.
 */
@Isolated
class GenerationsTest {
    private static final int THREADS = 64;
    private static final int NAMES = 200;
    private static final int SECONDS = Integer.getInteger("ske.refresh.seconds", 15);
    private static final int REWRITES = SECONDS * 100 / 60;

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    @OnEachJdk
    void no_reader_misses_a_value_and_what_is_read_at_once_is_of_one_generation(Jdk jdk) throws Exception {
        rewrite(0);
        Launch program = jdk.java(desk.agent("secrets.yaml"))
                .with("-cp", Programs.api() + File.pathSeparator + Jars.api(), "probe.GenerationProbe")
                .with(Integer.toString(THREADS), Integer.toString(NAMES));
        try (Live live = program.start(SECONDS + 60)) {
            long begun = System.nanoTime();
            for (int generation = 1; generation <= REWRITES; generation++) {
                long due = begun + generation * (SECONDS * 1_000_000_000L) / REWRITES;
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                rewrite(generation);
            }
            Run run = live.end().silent();
            System.out.println(
                    jdk + ", " + SECONDS + " s, " + REWRITES + " rewrites: " + String.join(", ", run.lines()));
            assertThat(run.value("wrong")).isEqualTo("nothing");
            assertThat(run.value("newest")).isEqualTo(Integer.toString(REWRITES));
            // more than the first and the last; how many depends on what is left of the processors to those who refresh
            assertThat(Integer.parseInt(run.value("seen"))).isGreaterThan(2);
            assertThat(Long.parseLong(run.value("reads"))).isGreaterThan(100L * NAMES);
            assertThat(Long.parseLong(run.value("sections"))).isGreaterThan(100);
        }
    }

    /** The whole document, exchanged in one step. */
    private void rewrite(int generation) throws IOException {
        StringBuilder text = new StringBuilder("ske: {keys: ['file:./ske.key'], refresh: {watch: true}}\ng:\n");
        for (int i = 0; i < NAMES; i++) {
            text.append("  n")
                    .append(i)
                    .append(": ")
                    .append(desk.seal("G_N" + i, generation + "." + i))
                    .append('\n');
        }
        Path next = desk.write("next.yaml", text.toString());
        Files.move(next, folder.resolve("secrets.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }
}
