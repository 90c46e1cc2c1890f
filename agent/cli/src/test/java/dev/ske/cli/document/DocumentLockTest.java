package dev.ske.cli.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ske.cli.Cli;
import dev.ske.cli.terminal.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One command at a time changes a document. */
class DocumentLockTest {
    private static final int LONG = 120_000;

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Path folder;
    private Path document;

    DocumentLockTest(@TempDir Path folder) {
        this.folder = folder;
        this.document = folder.resolve("a.env");
    }

    @BeforeEach
    void writeDocument() throws IOException {
        Files.writeString(document, "A=1\n");
    }

    @AfterEach
    void endOthers() throws InterruptedException {
        others.shutdownNow();
        assertThat(others.awaitTermination(LONG, TimeUnit.MILLISECONDS)).isTrue();
    }

    @Test
    void many_at_once_work_one_after_the_other_and_leave_no_lock() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicBoolean together = new AtomicBoolean();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(others.submit(() -> {
                for (int n = 0; n < 20; n++) {
                    hold(LONG, () -> {
                        together.compareAndSet(false, inside.incrementAndGet() != 1);
                        Files.readString(document);
                        done.incrementAndGet();
                        inside.decrementAndGet();
                    });
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get(LONG, TimeUnit.MILLISECONDS);
        }
        assertThat(done).hasValue(160);
        assertThat(together).isFalse();
        assertThat(files()).containsExactly("a.env");
    }

    @Test
    void who_waits_says_for_whom_and_fails_in_the_end() throws Exception {
        Held held = new Held(document);
        try {
            assertThatThrownBy(() -> new DocumentLock(100, 10).hold(List.of(document), shell(), () -> {
                        throw new AssertionError("two at once");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("cannot lock .*a\\.env: process \\d+ \\(ske\\) keeps it");
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .matches("ske: warning: waiting for .*a\\.env: process \\d+ \\(ske\\) keeps it\n");
        } finally {
            held.end();
        }
        hold(LONG, () -> {});
    }

    @Test
    void a_command_that_waits_names_the_other_command() throws Exception {
        Cli cli = new Cli(folder);
        cli.key("ske.key");
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Future<Cli.Run> set = others.submit(() -> cli.prompt(question -> {
                    asked.countDown();
                    await(answer);
                    return null;
                })
                .run("set", "--key", "file:ske.key", "B", "a.env"));
        await(asked);
        assertThatThrownBy(() -> hold(0, () -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(ske set) keeps it");
        answer.countDown();
        set.get(LONG, TimeUnit.MILLISECONDS).fails("VALUE_MALFORMED");
    }

    @Test
    void a_symbolic_link_and_its_target_are_one_document() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("sub")).resolve("l.env"), document);
        Held held = new Held(link);
        try {
            assertThatThrownBy(() -> hold(0, () -> {})).isInstanceOf(IOException.class);
        } finally {
            held.end();
        }
        new DocumentLock(0, 0)
                .hold(
                        Arrays.asList(link, document, document),
                        shell(),
                        () -> assertThat(files()).containsExactly(".a.env.ske-lock", "a.env", "sub"));
    }

    @Test
    void two_that_lock_the_same_documents_in_other_orders_both_end() throws Exception {
        Path second = Files.writeString(folder.resolve("b.env"), "");
        List<Path> forth = List.of(document, second);
        List<Path> back = List.of(second, document);
        List<Future<?>> both = new ArrayList<>();
        for (List<Path> order : List.of(forth, back)) {
            both.add(others.submit(() -> {
                for (int i = 0; i < 50; i++) {
                    new DocumentLock(LONG, LONG).hold(order, shell(), () -> Files.readString(document));
                }
                return null;
            }));
        }
        for (Future<?> one : both) {
            one.get(LONG, TimeUnit.MILLISECONDS);
        }
        assertThat(files()).containsExactly("a.env", "b.env");
    }

    @Test
    void the_lock_of_a_killed_process_is_taken_over_and_what_it_left_is_removed() throws IOException {
        Files.writeString(folder.resolve(".a.env.ske-lock"), "process 1 (ske edit)");
        Files.writeString(folder.resolve(".a.env.ske-12ab.tmp"), "A=");
        List<String> others = List.of(".a.env.ske-12xy.tmp", ".b.env.ske-12ab.tmp", "a.env.ske-12ab.tmp");
        for (String other : others) {
            Files.writeString(folder.resolve(other), "A=");
        }
        Files.createDirectory(folder.resolve(".a.env.ske-34cd.tmp"));
        Files.createSymbolicLink(folder.resolve(".a.env.ske-56ef.tmp"), document);
        hold(0, () -> assertThat(files()).contains(".a.env.ske-lock"));
        assertThat(files())
                .containsAll(others)
                .contains(".a.env.ske-34cd.tmp", ".a.env.ske-56ef.tmp")
                .doesNotContain(".a.env.ske-lock", ".a.env.ske-12ab.tmp");
    }

    @Test
    void another_process_keeps_it_until_it_is_killed() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        document.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('!');
            assertThatThrownBy(() -> hold(0, () -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("process " + process.pid() + " (ske) keeps it");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(files()).contains(".a.env.ske-lock");
        hold(LONG, () -> {});
        assertThat(files()).containsExactly("a.env");
    }

    @Test
    void of_several_processes_one_at_a_time_has_it() throws Exception {
        Files.writeString(document, "0");
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockedCounter.class.getName(),
                                document.toString(),
                                "100")
                        .inheritIO()
                        .start());
            }
            for (Process process : processes) {
                assertThat(process.waitFor(LONG, TimeUnit.MILLISECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(document).hasContent("300");
        assertThat(files()).containsExactly("a.env");
    }

    @Test
    void who_may_write_the_folder_may_lock_and_nobody_else() throws IOException {
        for (String[] modes :
                new String[][] {{"rwx------", "rw-------"}, {"rwxrwxr-x", "rw-rw----"}, {"rwxrwxrwx", "rw-rw-rw-"}}) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(modes[0]));
            hold(
                    0,
                    () -> assertThat(Files.getPosixFilePermissions(folder.resolve(".a.env.ske-lock")))
                            .isEqualTo(PosixFilePermissions.fromString(modes[1])));
        }
    }

    @Test
    void something_else_in_its_place_is_left_alone() throws IOException {
        Path file = folder.resolve(".a.env.ske-lock");
        Files.writeString(file, "x".repeat(1000));
        assertThatThrownBy(() -> hold(0, () -> {})).hasMessageEndingWith(".a.env.ske-lock is no lock");
        assertThat(file).hasSize(1000);
        Files.delete(file);
        Files.createSymbolicLink(file, document);
        assertThatThrownBy(() -> hold(0, () -> {})).hasMessageEndingWith(".a.env.ske-lock is no lock");
        assertThat(document).hasContent("A=1\n");
        Files.delete(file);
        Files.createLink(file, document);
        assertThatThrownBy(() -> hold(0, () -> {})).hasMessageEndingWith(".a.env.ske-lock is no lock");
        assertThat(document).hasContent("A=1\n");
        Files.delete(file);
        Files.writeString(file, "proc");
        hold(0, () -> {});
        assertThat(files()).containsExactly("a.env");
    }

    @Test
    void without_a_folder_the_work_is_done_and_finds_out_itself() throws IOException {
        AtomicBoolean worked = new AtomicBoolean();
        document = folder.resolve("nowhere/a.env");
        hold(0, () -> worked.set(true));
        assertThat(worked).isTrue();
    }

    @Test
    void in_a_folder_that_cannot_be_written_too() throws IOException {
        AtomicBoolean worked = new AtomicBoolean();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(folder), "root writes everywhere");
        hold(0, () -> worked.set(true));
        assertThat(worked).isTrue();
    }

    @Test
    void it_is_given_back_by_who_fails_and_not_taken_for_nothing() throws IOException {
        assertThatThrownBy(() -> hold(0, () -> {
                    throw new IOException("no");
                }))
                .hasMessage("no");
        assertThat(files()).containsExactly("a.env");
        new DocumentLock(0, 0)
                .hold(Collections.emptySet(), shell(), () -> assertThat(files()).containsExactly("a.env"));
    }

    private void hold(int wait, DocumentLock.Work work) throws IOException {
        new DocumentLock(wait, LONG).hold(List.of(document), shell(), work);
    }

    private Shell shell() {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Shell(
                new ByteArrayInputStream(new byte[0]),
                stream,
                stream,
                Map.of(),
                folder,
                null,
                false,
                false,
                new Cli(folder).kms());
    }

    private List<String> files() {
        return new Cli(folder).files();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A thread that holds the lock until its end. */
    private final class Held {
        private final CountDownLatch done = new CountDownLatch(1);
        private final Future<?> thread;

        Held(Path locked) {
            CountDownLatch begun = new CountDownLatch(1);
            thread = others.submit(() -> {
                new DocumentLock(0, LONG).hold(List.of(locked), shell(), () -> {
                    begun.countDown();
                    await(done);
                });
                return null;
            });
            await(begun);
        }

        void end() throws Exception {
            done.countDown();
            thread.get(LONG, TimeUnit.MILLISECONDS);
        }
    }
}
