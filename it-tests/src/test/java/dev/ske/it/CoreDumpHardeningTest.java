package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code hardening: {core-dumps: on|off}}: what the kernel shows of the process, and what the program itself notices. */
class CoreDumpHardeningTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Nobody nobody;

    @BeforeEach
    void write_a_document_for_each_word() {
        Desk desk = new Desk(folder);
        for (String word : List.of("on", "off")) {
            desk.write(
                    word + ".yaml",
                    "ske:\n  keys: [file:./ske.key]\n  hardening:\n    core-dumps: " + word + "\nDB_PASSWORD: "
                            + desk.seal("DB_PASSWORD", secret) + "\n");
        }
        nobody = new Nobody(folder);
    }

    static List<Jdk> jdks() {
        return Nobody.jdks();
    }

    @NeedsNativeLibrary
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void off_hides_the_process_from_others_of_its_user(Jdk jdk) {
        for (String word : List.of("on", "off")) {
            try (Live live =
                    program(jdk, word + ".yaml", "probe.Probe", "stdin").start()) {
                assertThat(live.ask("get:DB_PASSWORD").silent().value("get DB_PASSWORD"))
                        .isEqualTo(secret);
                for (String file : List.of("environ", "maps", "auxv")) {
                    Run look = Nobody.as(Launch.of("cat").with("/proc/" + live.pid() + "/" + file))
                            .run();
                    assertThat(look.exit() == 0)
                            .as("%s, %s: %s", word, file, look)
                            .isEqualTo(word.equals("on"));
                }
                Run open = Nobody.as(Launch.of("ls").with("/proc/" + live.pid() + "/fd"))
                        .run();
                assertThat(open.exit() == 0).as("%s: %s", word, open).isEqualTo(word.equals("on"));
                // what tools of operations live on stays
                assertThat(Nobody.as(Launch.of("cat").with("/proc/" + live.pid() + "/cmdline"))
                                .run()
                                .silent()
                                .stdout())
                        .contains("ske-agent.jar");
                assertThat(live.end().exit()).isZero();
            }
        }
    }

    @NeedsNativeLibrary
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void off_leaves_no_core_dump_of_a_jvm_that_crashes_but_its_own_report(Jdk jdk) throws IOException {
        String pattern = Files.readString(Path.of("/proc/sys/kernel/core_pattern"), StandardCharsets.UTF_8);
        assumeTrue(
                pattern.startsWith("core"), "this machine does not put core dumps where the program ran: " + pattern);
        for (String word : List.of("on", "off")) {
            Path cores = folder.resolve("cores-" + word);
            Nobody.as(Launch.of("mkdir").with(cores.toString())).run().silent();
            try (Live live = program(jdk, word + ".yaml", "probe.Probe", "stdin")
                    .in(cores)
                    .limited("-c unlimited")
                    .start()) {
                live.ask("get:DB_PASSWORD");
                Nobody.as(Launch.of("kill").with("-SEGV", String.valueOf(live.pid())))
                        .run()
                        .silent();
                assertThat(live.await().exit()).isEqualTo(134);
            }
            try (Stream<Path> written = Files.list(cores)) {
                List<String> names =
                        written.map(file -> file.getFileName().toString()).toList();
                assertThat(names).as(word).anyMatch(name -> name.startsWith("hs_err"));
                assertThat(names.stream().anyMatch(name -> name.startsWith("core")))
                        .as(word)
                        .isEqualTo(word.equals("on"));
            }
        }
    }

    @NeedsNativeLibrary
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void off_changes_little_for_the_program_and_nothing_for_its_children(Jdk jdk) {
        Run on = program(jdk, "on.yaml", "probe.OwnView").run().silent();
        Run off = program(jdk, "off.yaml", "probe.OwnView").run().silent();
        for (String kept : List.of("open files counted", "status", "maps", "cgroup", "open files", "child environ")) {
            assertThat(on.value(kept)).as(kept).isEqualTo("readable");
            assertThat(off.value(kept)).as(kept).isEqualTo("readable");
        }
        for (String lost : List.of("environ", "auxv", "io")) {
            assertThat(on.value(lost)).as(lost).isEqualTo("readable");
            assertThat(off.value(lost)).as(lost).isEqualTo("java.io.FileNotFoundException");
        }
    }

    @NeedsNativeLibrary
    @OnEachJdk
    void off_works_for_the_user_of_the_tests_and_without_a_word(Jdk jdk) throws IOException {
        Desk own = new Desk(Files.createDirectory(folder.resolve("own")));
        own.write(
                "off.env", "SKE_KEYS=file:./ske.key\nSKE_HARDENING_CORE_DUMPS=off\nA=" + own.seal("A", secret) + "\n");
        Run run = jdk.program("probe.OwnView", List.of(own.agent("off.env")))
                .run()
                .silent();
        assertThat(run.value("child environ")).isEqualTo("readable");
    }

    /** The JVM says what machine it is on, and may be told another. */
    @OnEachJdk
    void off_ends_the_start_where_it_cannot_be_done(Jdk jdk) throws IOException {
        Desk own = new Desk(Files.createDirectory(folder.resolve("own")));
        own.write("off.env", "SKE_HARDENING_CORE_DUMPS=off\nA=plain\n");
        Run run = jdk.program("probe.OwnView", List.of(own.agent("off.env"), "-Dos.arch=riscv64"))
                .run();
        StartFailure.check(
                run,
                "MEMORY_UNAVAILABLE",
                "core dumps cannot be switched off",
                "riscv64",
                "ulimit -c 0",
                "LimitCORE=0");
    }

    private Launch program(Jdk jdk, String document, String mainClass, String... arguments) {
        return nobody.program(jdk, document, List.of(), mainClass, arguments);
    }
}
