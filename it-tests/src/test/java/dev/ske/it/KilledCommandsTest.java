package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code encrypt} and {@code edit} are killed two hundred times at any moment: the document is the old or the new one, nothing
 * plain lies around, and the next command works.
 */
class KilledCommandsTest {
    private static final int TIMES = 100;
    private static final int AT_ONCE = 2;
    private static final int VALUES = 40;
    private static final int KILLED = 137;
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    Path folder;

    private final ExecutorService lanes = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void endLanes() {
        lanes.shutdownNow();
    }

    @Test
    void a_hundred_kills_of_encrypt() throws Exception {
        killed(Encrypting::new);
    }

    @Test
    void a_hundred_kills_of_edit() throws Exception {
        killed(Editing::new);
    }

    private void killed(LaneMaker maker) throws InterruptedException, ExecutionException, IOException {
        AtomicInteger killed = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int n = 0; n < AT_ONCE; n++) {
            Lane lane = maker.make(Files.createDirectory(folder.resolve("lane" + n)));
            running.add(lanes.submit(() -> {
                lane.killed(TIMES / AT_ONCE, killed);
                return null;
            }));
        }
        for (Future<?> lane : running) {
            lane.get();
        }
        assertThat(killed.get()).as("commands that were really killed").isGreaterThan(TIMES / 4);
    }

    private interface LaneMaker {
        Lane make(Path folder) throws IOException;
    }

    /** One document after the other in a folder of its own, with a secret of its own. */
    private abstract static class Lane {
        final Desk desk;
        final String secret = Any.secret();
        final String later = Any.secret();
        private final Path temporary;
        private final Path memory;

        Lane(Path folder) throws IOException {
            temporary = Files.createDirectory(folder.resolve("tmp"));
            memory = Files.createTempDirectory(inMemory(), "ske-it-");
            desk = new Desk(Files.createDirectory(folder.resolve("desk")));
        }

        private static Path inMemory() {
            Path shm = Path.of("/dev/shm");
            return Files.isWritable(shm) ? shm : Path.of(System.getProperty("java.io.tmpdir"));
        }

        /** What the document is before each command. */
        abstract String before();

        abstract Launch command();

        /** Fails unless this is the document as the command makes it. */
        abstract void assertNew(String text);

        /** Whether the document as it was held the secret. */
        abstract boolean plainBefore();

        void killed(int times, AtomicInteger killed) throws IOException {
            try {
                String old = before();
                desk.write("a.env", old);
                long began = System.nanoTime();
                Run whole = command().run();
                assertThat(whole.exit()).as("%s", whole).isZero();
                long millis = millisSince(began);
                assertNew(desk.read("a.env"));
                for (int i = 0; i < times; i++) {
                    desk.write("a.env", old);
                    began = System.nanoTime();
                    Run run = command().killAfter(1 + Any.below((int) millis));
                    assertThat(run.exit()).as("%s", run).isIn(0, KILLED);
                    if (run.exit() == KILLED) {
                        killed.incrementAndGet();
                    } else {
                        // the machine has less to do than before: the kills are to come while the command works
                        millis = 1 + millisSince(began);
                    }
                    assertThat(run.stdout() + run.stderr()).doesNotContain(secret, later);
                    String now = desk.read("a.env");
                    if (!now.equals(old)) {
                        assertNew(now);
                    }
                    assertNothingPlain();
                }
                assertTheNextCommandWorks(old);
            } finally {
                remove(memory);
            }
        }

        private static long millisSince(long began) {
            return (System.nanoTime() - began) / 1_000_000;
        }

        /** No lock, and no file that was left, is in the way. */
        private void assertTheNextCommandWorks(String old) {
            desk.write("a.env", old);
            Run run = command().run();
            assertThat(run.exit()).as("%s", run).isZero();
            assertThat(run.stderr()).doesNotContain("waiting");
            assertNew(desk.read("a.env"));
            assertThat(names(desk.folder())).containsExactlyInAnyOrder("a.env", "ske.key");
        }

        Launch ske(String... arguments) {
            return Jdk.running()
                    .java("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx64m", "-XX:+UseSerialGC", "-XX:-UsePerfData")
                    .with("-Djava.io.tmpdir=" + temporary, "-jar", Jars.agent().toString())
                    .with(arguments)
                    .env("XDG_RUNTIME_DIR", memory.toString())
                    .in(desk.folder());
        }

        /** The watchdog of a killed command needs a moment. */
        private void assertNothingPlain() {
            long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            List<Path> plain = plain();
            while (!plain.isEmpty() && System.nanoTime() - end < 0) {
                pause();
                plain = plain();
            }
            assertThat(plain).isEmpty();
        }

        private List<Path> plain() {
            List<Path> plain = new ArrayList<>();
            for (Path where : List.of(desk.folder(), temporary, memory)) {
                try (Stream<Path> files = Files.walk(where)) {
                    files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && holdsSecret(file))
                            .forEach(plain::add);
                } catch (IOException | UncheckedIOException goneMeanwhile) {
                    plain.add(where);
                }
            }
            return plain;
        }

        private boolean holdsSecret(Path file) {
            if (plainBefore() && file.endsWith("a.env")) {
                return false;
            }
            try {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                return text.contains(secret) || text.contains(later);
            } catch (IOException gone) {
                return false;
            }
        }
    }

    private static final class Encrypting extends Lane {
        private final String plain;

        Encrypting(Path folder) throws IOException {
            super(folder);
            plain = lines(secret);
        }

        @Override
        String before() {
            return plain;
        }

        @Override
        boolean plainBefore() {
            return true;
        }

        @Override
        Launch command() {
            return ske("encrypt", "--key", "file:ske.key", "a.env");
        }

        @Override
        void assertNew(String text) {
            List<String> lines = text.lines().toList();
            assertThat(lines).hasSize(VALUES);
            for (int i = 0; i < VALUES; i++) {
                assertThat(lines.get(i)).startsWith("N" + i + "=ENC[v2:").endsWith("]");
            }
            assertThat(text).endsWith("\n").doesNotContain(secret);
        }
    }

    /** The editor takes a while, so that many a kill comes while it is open. */
    private static final class Editing extends Lane {
        private final String encrypted;

        Editing(Path folder) throws IOException {
            super(folder);
            desk.write("a.env", lines(secret));
            Run run = ske("encrypt", "--key", "file:ske.key", "a.env").run();
            assertThat(run.exit()).as("%s", run).isZero();
            encrypted = desk.read("a.env");
            Files.writeString(
                    folder.resolve("editor"),
                    "sleep 0.2\nread -r word <" + folder.resolve("word")
                            + "\nsed -i \"s/^N7=.*/N7=$word/\" \"$1\" || exit 1\nsleep 0.2\n");
            Files.writeString(folder.resolve("word"), later + "\n");
        }

        @Override
        String before() {
            return encrypted;
        }

        @Override
        boolean plainBefore() {
            return false;
        }

        @Override
        Launch command() {
            return ske("edit", "--key", "file:ske.key", "--editor", "sh ../editor", "a.env");
        }

        @Override
        void assertNew(String text) {
            List<String> old = encrypted.lines().toList();
            List<String> lines = text.lines().toList();
            assertThat(lines).hasSize(VALUES);
            for (int i = 0; i < VALUES; i++) {
                assertThat(lines.get(i)).startsWith("N" + i + "=ENC[v2:").endsWith("]");
                assertThat(lines.get(i).equals(old.get(i))).as("line %s", i).isEqualTo(i != 7);
            }
            assertThat(text).endsWith("\n");
        }
    }

    private static String lines(String secret) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < VALUES; i++) {
            text.append("N").append(i).append('=').append(secret).append(i).append('\n');
        }
        return text.toString();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Watchdogs of commands that were killed may be at it too. */
    private static void remove(Path folder) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (Files.exists(folder) && System.nanoTime() - end < 0) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException goneMeanwhile) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
