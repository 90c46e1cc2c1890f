package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code memory: {protection: required|auto|off}}, and what the system's limit of locked memory does to it. */
class MemoryProtectionTest {
    private static final int VALUES = 10_000;

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;

    @BeforeEach
    void write_a_document_for_each_word() {
        desk = new Desk(folder);
        for (String word : List.of("required", "auto", "off")) {
            desk.write(
                    word + ".yaml",
                    "ske:\n  keys: [file:./ske.key]\n  memory: {protection: " + word + "}\ndb:\n  password: "
                            + desk.seal("DB_PASSWORD", secret) + "\n");
        }
    }

    static List<Jdk> jdks() {
        return Nobody.jdksInAnyRoot();
    }

    @NeedsNativeLibrary
    @OnEachJdk
    void required_ends_the_start_where_nothing_can_be_locked_not_even_by_root(Jdk jdk) {
        refused(jdk.probe(desk.agent("required.yaml"), "get:DB_PASSWORD"));
    }

    @NeedsNativeLibrary
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void required_ends_the_start_of_a_service_s_user_alike(Jdk jdk) {
        refused(new Nobody(folder).program(jdk, "required.yaml", List.of(), "probe.Probe", "get:DB_PASSWORD"));
    }

    private static void refused(Launch launch) {
        StartFailure.check(
                launch.limited("-l 0").run(),
                "MEMORY_UNAVAILABLE",
                "/ske/memory/protection requires locked memory",
                "RLIMIT_MEMLOCK is 0 bytes",
                "65536",
                "ulimit -l 64",
                "LimitMEMLOCK=64K",
                "--ulimit memlock=65536",
                "/ske/memory/protection set to auto");
    }

    @NeedsNativeLibrary
    @Test
    void the_setting_is_named_as_it_was_written() {
        desk.write(
                "flat.env",
                "SKE_KEYS=file:./ske.key\nSKE_MEMORY_PROTECTION=required\nA=" + desk.seal("A", secret) + "\n");
        StartFailure.check(
                Jdk.running()
                        .probe(desk.agent("flat.env"), "get:A")
                        .limited("-l 0")
                        .run(),
                "MEMORY_UNAVAILABLE",
                "SKE_MEMORY_PROTECTION requires locked memory",
                "with SKE_MEMORY_PROTECTION set to auto");
    }

    @NeedsNativeLibrary
    @OnEachJdk
    void auto_starts_there_and_says_at_info_what_it_has_and_why(Jdk jdk) {
        Run told = jdk.probe(desk.agent("auto.yaml", "log=info"), "get:DB_PASSWORD")
                .limited("-l 0")
                .run();
        assertThat(told.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(told.errors()).as("%s", told).hasSize(1);
        assertThat(told.stderr())
                .startsWith("ske: info: ")
                .contains("memory: not locked, kept out of core dumps (RLIMIT_MEMLOCK is 0 bytes");
        Run quiet = jdk.probe(desk.agent("auto.yaml"), "get:DB_PASSWORD")
                .limited("-l 0")
                .run();
        assertThat(quiet.silent().value("get DB_PASSWORD")).isEqualTo(secret);
    }

    @OnEachJdk
    void off_says_so_at_info(Jdk jdk) {
        Run told =
                jdk.probe(desk.agent("off.yaml", "log=info"), "get:DB_PASSWORD").run();
        assertThat(told.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(told.stderr()).contains("memory: off-heap, not locked (protection is off)");
    }

    /** The usual limit of a service, in KiB. */
    @NeedsNativeLibrary
    @ParameterizedTest(name = "{0}")
    @MethodSource("jdks")
    void required_serves_ten_thousand_values_to_a_service_s_user_who_may_lock_64_kib(Jdk jdk) {
        StringBuilder text = new StringBuilder("SKE_KEYS=file:./ske.key\nSKE_MEMORY_PROTECTION=required\n");
        for (int i = 0; i < VALUES; i++) {
            String name = "SECRET_" + i;
            text.append(name).append('=').append(desk.seal(name, secret + i)).append('\n');
        }
        desk.write("many.env", text.toString());
        Run run = new Nobody(folder)
                .program(jdk, "many.env", List.of(), "probe.Probe", "get:SECRET_0", "get:SECRET_" + (VALUES - 1))
                .limited("-l 64")
                .run()
                .silent();
        assertThat(run.value("get SECRET_0")).isEqualTo(secret + 0);
        assertThat(run.value("get SECRET_" + (VALUES - 1))).isEqualTo(secret + (VALUES - 1));
    }

    @NeedsNativeLibrary
    @OnEachJdk
    void sixteen_kib_suffice_and_less_does_not(Jdk jdk) {
        assertThat(jdk.probe(desk.agent("required.yaml"), "get:DB_PASSWORD")
                        .limited("-l 16")
                        .run()
                        .silent()
                        .value("get DB_PASSWORD"))
                .isEqualTo(secret);
        StartFailure.check(
                jdk.probe(desk.agent("required.yaml"), "get:DB_PASSWORD")
                        .limited("-l 12")
                        .run(),
                "MEMORY_UNAVAILABLE",
                "RLIMIT_MEMLOCK is 12288 bytes");
    }

    /** The JVM says what machine it is on, and may be told another. */
    @OnEachJdk
    void a_machine_that_the_library_is_not_made_for_is_told_at_info_or_refused(Jdk jdk) {
        List<String> told = List.of(desk.agent("auto.yaml", "log=info"), "-Dos.arch=riscv64");
        Run auto = jdk.program("probe.Probe", told, "get:DB_PASSWORD").run();
        assertThat(auto.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(auto.errors()).as("%s", auto).hasSize(1);
        assertThat(auto.stderr()).contains("memory: off-heap, not locked (", "riscv64");
        List<String> refused = List.of(desk.agent("required.yaml"), "-Dos.arch=riscv64");
        StartFailure.check(
                jdk.program("probe.Probe", refused, "get:DB_PASSWORD").run(),
                "MEMORY_UNAVAILABLE",
                "/ske/memory/protection requires locked memory",
                "riscv64");
    }

    @OnEachJdk
    void a_jar_that_was_built_without_a_compiler_serves_all_the_same_and_names_what_it_lacks(Jdk jdk)
            throws IOException {
        Path without = Jars.agentWithout("inst/native/", folder.resolve("without.jar"));
        String agent = "-javaagent:" + without + "=config=" + folder;
        Run auto = jdk.program("probe.Probe", List.of(agent + "/auto.yaml,log=info"), "get:DB_PASSWORD")
                .run();
        assertThat(auto.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(auto.errors()).as("%s", auto).hasSize(1);
        assertThat(auto.stderr())
                .contains("memory: off-heap, not locked (this ske-agent.jar has no native library for ");
        StartFailure.check(
                jdk.program("probe.Probe", List.of(agent + "/required.yaml"), "get:DB_PASSWORD")
                        .run(),
                "MEMORY_UNAVAILABLE",
                "/ske/memory/protection requires locked memory",
                "this ske-agent.jar has no native library for ",
                "C compiler");
    }

    @NeedsNativeLibrary
    @OnEachJdk
    void native_memory_is_had_without_a_warning_of_the_jvm_whatever_it_allows(Jdk jdk) {
        List<String> options = jdk.feature() < 24
                ? List.of(desk.agent("required.yaml"))
                : List.of(desk.agent("required.yaml"), "--illegal-native-access=deny");
        for (List<String> some : List.of(List.of(desk.agent("required.yaml")), options)) {
            Run run = jdk.program("probe.Probe", some, "get:DB_PASSWORD").run().silent();
            assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        }
    }

    @NeedsNativeLibrary
    @OnEachJdk
    void the_api_names_the_kind_that_info_names(Jdk jdk) {
        for (String ulimit : List.of("-l 64", "-l 0")) {
            Run run = jdk.java(desk.agent("auto.yaml", "log=info"), "-cp")
                    .with(Programs.api() + System.getProperty("path.separator") + Jars.api(), "probe.ApiProbe", "info")
                    .limited(ulimit)
                    .run();
            String logged = run.stderr().replaceFirst("(?s).*; memory: ([^(\n]*[^( \n]).*", "$1");
            assertThat(run.stdout()).as("%s", run).contains(" memory " + logged + " sources ");
            assertThat(logged).isIn("memfd_secret", "locked", "not locked, kept out of core dumps");
            assertThat(logged.startsWith("not locked")).isEqualTo(ulimit.equals("-l 0"));
        }
    }
}
