package dev.ske.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.agent.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
    private static final StackTraceElement CALLER = new StackTraceElement("com.acme.Db", "open", "Db.java", 7);

    @TempDir
    Path folder;

    @AfterEach
    void no_thread_is_left() {
        assertThat(writer()).isNull();
    }

    @Test
    void what_was_told_is_written_when_the_end_returns_and_the_thread_is_a_daemon_that_sleeps() throws Exception {
        AuditLog log = log(folder.resolve("audit.jsonl"));
        log.add(AuditEvent.opened(1, 2));
        log.start();
        Thread writer = writer();
        assertThat(writer.isDaemon()).isTrue();
        assertThat(writer.getContextClassLoader()).isNull();
        for (int i = 0; i < 1_500 && writer.getState() != Thread.State.WAITING; i++) {
            Thread.sleep(20);
        }
        assertThat(writer.getState()).isEqualTo(Thread.State.WAITING);
        assertThat(lines()).hasSize(1);
        log.add(AuditEvent.destroyed());
        log.end();
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("\"event\":\"destroyed\"");
        log.add(AuditEvent.destroyed());
        log.end();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void a_flood_is_written_or_counted() throws Exception {
        AuditLog log = log(folder.resolve("audit.jsonl"));
        log.start();
        int threads = 8;
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < each; n++) {
                            log.add(AuditEvent.read("A", Via.GET, CALLER, null));
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        log.add(AuditEvent.destroyed());
        log.end();
        assertThat(counted(lines(), "read") + dropped(lines())).isGreaterThanOrEqualTo((long) threads * each);
    }

    @Test
    void floods_one_after_the_other_are_one_warning() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        AuditLog log = log(folder.resolve("audit.jsonl"));
        int floods = 0;
        long begun = System.nanoTime();
        try {
            log.start();
            for (int tries = 0; tries < 50 && floods < 3; tries++) {
                long counted = drops();
                for (int i = 0; i < 20 * AuditLog.CAPACITY; i++) {
                    log.add(AuditEvent.destroyed());
                }
                Thread writer = writer();
                for (int i = 0; i < 1_500 && writer.getState() != Thread.State.WAITING; i++) {
                    Thread.sleep(20);
                }
                floods += drops() > counted ? 1 : 0;
            }
        } finally {
            log.end();
            System.setErr(before);
        }
        assertThat(floods).isEqualTo(3);
        long minutes = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - begun);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(" is written too slowly; ");
        assertThat(err.toString(StandardCharsets.UTF_8).lines().count()).isBetween(1L, 1 + minutes);
    }

    private long drops() throws IOException {
        return lines().stream().filter(line -> line.contains("dropped")).count();
    }

    @Test
    void who_reads_does_not_wait_for_a_pipe_that_nobody_empties_and_the_events_are_counted() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try {
            Path pipe = Paths.get("/proc/" + sleeper.pid() + "/fd/0");
            assumeTrue(Files.exists(pipe), "there is no /proc here");
            AuditLog log = log(pipe);
            log.start();
            int told = 5 * AuditLog.CAPACITY;
            long begun = System.nanoTime();
            for (int i = 0; i < told; i++) {
                log.add(AuditEvent.read("A", Via.GET, CALLER, null));
            }
            assertThat(System.nanoTime() - begun).isLessThan(20_000_000_000L);
            begun = System.nanoTime();
            log.end();
            assertThat(System.nanoTime() - begun).isBetween(900_000_000L, 20_000_000_000L);
        } finally {
            sleeper.destroyForcibly().waitFor();
            Thread left = writer();
            if (left != null) {
                left.join(60_000);
            }
        }
    }

    @Test
    void drops_are_told_when_there_is_room_again() throws Exception {
        Process reader = new ProcessBuilder("sh", "-c", "sleep 1; cat").start();
        try {
            Path pipe = Paths.get("/proc/" + reader.pid() + "/fd/0");
            assumeTrue(Files.exists(pipe), "there is no /proc here");
            AuditLog log = log(pipe);
            int told = 3 * AuditLog.CAPACITY;
            for (int i = 0; i < told; i++) {
                log.add(AuditEvent.read("A", Via.GET, CALLER, null));
            }
            log.start();
            Thread.sleep(1500);
            log.add(AuditEvent.destroyed());
            log.end();
            reader.getOutputStream().close();
            List<String> lines = read(reader.getInputStream());
            assertThat(counted(lines, "read")).isEqualTo(AuditLog.CAPACITY);
            assertThat(dropped(lines)).isEqualTo(told - AuditLog.CAPACITY);
            assertThat(lines.get(lines.size() - 1)).contains("\"event\":\"destroyed\"");
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void while_nothing_can_be_written_events_are_counted_and_writing_goes_on_afterwards(boolean canWarn)
            throws Exception {
        PrintStream before = System.err;
        if (!canWarn) {
            System.setErr(new Broken());
        }
        try {
            whileNothingCanBeWritten();
        } finally {
            System.setErr(before);
        }
    }

    private void whileNothingCanBeWritten() throws Exception {
        Path file = Files.createDirectory(folder.resolve("gone")).resolve("audit.jsonl");
        AuditLog log = new AuditLog(new AuditFile(new AuditTarget(file, true), 200, 9));
        log.start();
        for (int i = 0; i < 2; i++) {
            log.add(AuditEvent.read("A", Via.GET, CALLER, null));
        }
        await(file, 1);
        Files.move(file.getParent(), folder.resolve("elsewhere"));
        log.add(AuditEvent.read("B", Via.GET, CALLER, Code.SECRET_DENIED));
        Thread writer = writer();
        // it tries again after a pause: the first one is lost
        for (int i = 0; i < 1_500 && writer.getState() != Thread.State.TIMED_WAITING; i++) {
            Thread.sleep(20);
        }
        assertThat(writer.getState()).isEqualTo(Thread.State.TIMED_WAITING);
        for (int i = 1; i < 5; i++) {
            log.add(AuditEvent.read("B", Via.GET, CALLER, Code.SECRET_DENIED));
            Thread.sleep(20);
        }
        Files.createDirectory(file.getParent());
        await(file, 1);
        log.end();
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path one : files.toList()) {
                lines.addAll(Files.readAllLines(one));
            }
        }
        assertThat(dropped(lines)).isPositive();
        assertThat(dropped(lines) + counted(lines, "denied")).isBetween(5L, 6L);
    }

    /** What a program may make of its own. */
    private static final class Broken extends PrintStream {
        Broken() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void println(String line) {
            throw new IllegalStateException(line);
        }
    }

    private static void await(Path file, int lines) throws Exception {
        for (int i = 0; i < 1_000 && count(file) < lines; i++) {
            Thread.sleep(50);
        }
        assertThat(count(file)).isGreaterThanOrEqualTo(lines);
    }

    /** Between being rotated and begun anew, the file is not there. */
    private static int count(Path file) throws IOException {
        try {
            return Files.readAllLines(file).size();
        } catch (NoSuchFileException rotated) {
            return 0;
        }
    }

    private static AuditLog log(Path file) throws IOException {
        return new AuditLog(new AuditFile(new AuditTarget(file, true), 100_000_000, 1));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("audit.jsonl"));
    }

    private static List<String> read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    private static long counted(List<String> lines, String event) throws Exception {
        long count = 0;
        for (String line : lines) {
            count += event.equals(AuditEventTest.parsed(line).get("event")) ? 1 : 0;
        }
        return count;
    }

    private static long dropped(List<String> lines) throws Exception {
        long count = 0;
        for (String line : lines) {
            if (line.contains("\"event\":\"dropped\"")) {
                count += Long.parseLong(AuditEventTest.parsed(line).get("count"));
            }
        }
        return count;
    }

    private static Thread writer() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("ske-audit")) {
                return thread;
            }
        }
        return null;
    }
}
