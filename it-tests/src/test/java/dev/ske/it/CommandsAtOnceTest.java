package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that change one document at once, and what is told to end. */
class CommandsAtOnceTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    @Test
    void eight_that_set_different_names_all_have_their_value_in_the_end() throws Exception {
        desk.write("a.env", "SKE_KEYS=file:ske.key\n");
        ExecutorService all = Executors.newCachedThreadPool();
        List<String> secrets = new ArrayList<>();
        List<Future<Run>> runs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "N" + i;
            String secret = Any.secret();
            secrets.add(secret);
            runs.add(all.submit(() -> set(name, secret)));
        }
        for (Future<Run> run : runs) {
            assertThat(run.get().exit()).as("%s", run.get()).isZero();
        }
        all.shutdown();
        Run decrypt = Ske.run(folder, "decrypt", "a.env").silent();
        for (int i = 0; i < 8; i++) {
            assertThat(decrypt.stdout()).contains("\nN" + i + "=" + secrets.get(i) + "\n");
        }
        assertThat(names()).containsExactlyInAnyOrder("a.env", "ske.key");
    }

    @Test
    void who_is_told_to_end_while_the_editor_is_open_ends_it_and_leaves_nothing() throws Exception {
        String secret = Any.secret();
        desk.write("a.env", "SKE_KEYS=file:ske.key\nA=" + desk.seal("A", secret) + "\n");
        String before = desk.read("a.env");
        Path memory = Files.createDirectory(folder.resolve("memory"));
        Path open = folder.resolve("open");
        desk.write("editor", "cp \"$1\" \"$1~\"; echo $$ $1 >open.new; mv open.new open; exec sleep 600\n");
        ProcessBuilder builder = new ProcessBuilder(
                        Jdk.running().home().resolve("bin/java").toString(),
                        "-Djava.io.tmpdir=" + memory,
                        "-jar",
                        Jars.agent().toString(),
                        "edit",
                        "--editor",
                        "sh editor",
                        "a.env")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME"));
        Process ske = builder.start();
        try {
            waitFor(open);
            String[] words = desk.read("open").strip().split(" ", -1);
            Path plain = Path.of(words[1]);
            assertThat(Launch.read(plain)).contains(secret);
            ske.destroy();
            assertThat(ske.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(plain.getParent()).doesNotExist();
            waitForEnd(Path.of("/proc", words[0], "stat"));
        } finally {
            ske.destroyForcibly().waitFor();
        }
        assertThat(desk.read("a.env")).isEqualTo(before);
        assertThat(desk.read("out")).doesNotContain(secret);
        assertThat(names()).noneMatch(name -> name.contains("ske-lock"));
    }

    /** On a slow machine the others may need longer than one of them waits: it says so, and is called again. */
    private Run set(String name, String secret) {
        Run run = Ske.launch(folder, "set", name, "a.env").input(secret).run();
        for (int i = 0; i < 30 && run.exit() == 1 && run.stderr().contains(" keeps it\n"); i++) {
            run = Ske.launch(folder, "set", name, "a.env").input(secret).run();
        }
        return run;
    }

    private static void waitFor(Path file) throws InterruptedException {
        for (int i = 0; i < 6_000 && !Files.exists(file); i++) {
            Thread.sleep(20);
        }
        assertThat(file).exists();
    }

    /** Nobody may be there who asks for the exit code of a process whose parent has ended. */
    private static void waitForEnd(Path stat) throws InterruptedException {
        for (int i = 0; i < 6_000 && runs(stat); i++) {
            Thread.sleep(20);
        }
        assertThat(runs(stat)).as("%s", stat).isFalse();
    }

    private static boolean runs(Path stat) {
        try {
            return !Launch.read(stat).contains(") Z ");
        } catch (IOException ended) {
            return false;
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
