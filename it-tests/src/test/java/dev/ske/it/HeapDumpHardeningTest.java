package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code hardening: {heap-dumps: on|warn|off}}. */
class HeapDumpHardeningTest {
    private static final List<String> FLAGS =
            List.of("HeapDumpOnOutOfMemoryError", "HeapDumpBeforeFullGC", "HeapDumpAfterFullGC");

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;

    @BeforeEach
    void write_a_document_for_each_word() {
        desk = new Desk(folder);
        for (String word : List.of("on", "warn", "off")) {
            desk.write(
                    word + ".yaml",
                    "ske:\n  keys: [file:./ske.key]\n  hardening: {heap-dumps: " + word + "}\ndb:\n  password: "
                            + desk.seal("DB_PASSWORD", secret) + "\n");
        }
        desk.write(
                "flat.env",
                "SKE_KEYS=file:./ske.key\nSKE_HARDENING_HEAP_DUMPS=off\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret)
                        + "\n");
    }

    @OnEachJdk
    void warn_names_each_flag_that_writes_dumps_and_leaves_it(Jdk jdk) {
        Run run = dumper(jdk, "warn.yaml", "-XX:+HeapDumpOnOutOfMemoryError", "-XX:+HeapDumpAfterFullGC");
        assertThat(run.errors())
                .as("%s", run)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("ske: warning: ")
                        .contains("a heap dump shows", "/ske/hardening/heap-dumps"))
                .anySatisfy(line -> assertThat(line).contains("HeapDumpOnOutOfMemoryError is set"))
                .anySatisfy(line -> assertThat(line).contains("HeapDumpAfterFullGC is set"));
        assertThat(run.value("HeapDumpOnOutOfMemoryError")).isEqualTo("true");
        assertThat(run.value("bean")).isEqualTo("written");
        assertThat(run.value("file")).isEqualTo("true");
    }

    @OnOldestAndNewestJdk
    void warn_tells_that_the_bean_can_be_reached_from_outside(Jdk jdk) {
        Path settings = desk.write("management.properties", """
                com.sun.management.jmxremote.port=0
                com.sun.management.jmxremote.host=127.0.0.1
                com.sun.management.jmxremote.authenticate=false
                com.sun.management.jmxremote.ssl=false
                """);
        List<List<String>> ways = List.of(
                List.of("-Dcom.sun.management.jmxremote"),
                List.of(
                        "-Dcom.sun.management.jmxremote.port=0",
                        // the address of this machine's own name is not to be asked for: it may have none
                        "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false"),
                List.of("-Dcom.sun.management.config.file=" + settings));
        for (List<String> way : ways) {
            Run run = dumper(jdk, "warn.yaml", way.toArray(String[]::new));
            assertThat(run.errors()).as("%s: %s", way, run).hasSize(1);
            assertThat(run.stderr())
                    .startsWith("ske: warning: JMX can be reached from outside")
                    .contains("a heap dump");
        }
    }

    @OnEachJdk
    void warn_and_on_say_nothing_where_nothing_writes_dumps(Jdk jdk) {
        for (String document : List.of("on.yaml", "warn.yaml")) {
            Run run = jdk.probe(desk.agent(document), "get:DB_PASSWORD").run().silent();
            assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        }
        Run asked = dumper(jdk, "on.yaml", "-XX:+HeapDumpOnOutOfMemoryError", "-Dcom.sun.management.jmxremote");
        assertThat(asked.silent().value("HeapDumpOnOutOfMemoryError")).isEqualTo("true");
    }

    @OnEachJdk
    void off_clears_the_flags_and_has_the_bean_refuse_inside_and_through_jmx(Jdk jdk) {
        Run run = dumper(
                jdk,
                "off.yaml",
                "-XX:+DisableAttachMechanism",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-XX:+HeapDumpBeforeFullGC",
                "-XX:+HeapDumpAfterFullGC");
        run.silent();
        for (String flag : FLAGS) {
            assertThat(run.value(flag)).as(flag).isEqualTo("false");
        }
        for (String way : List.of("bean", "server")) {
            assertThat(run.value(way))
                    .isEqualTo("java.lang.UnsupportedOperationException: heap dumps are switched off by"
                            + " hardening.heap-dumps in the configuration of SKE");
        }
        assertThat(run.value("file")).isEqualTo("false");
    }

    @OnEachJdk
    void off_leaves_no_dump_of_a_program_that_runs_out_of_memory(Jdk jdk) {
        for (String word : List.of("on", "off")) {
            Path dump = folder.resolve(word + ".hprof");
            List<String> options = List.of(
                    desk.agent(word + ".yaml", "log=off"),
                    "-Xmx32m",
                    "-XX:+HeapDumpOnOutOfMemoryError",
                    "-XX:HeapDumpPath=" + dump);
            Run run = jdk.program("probe.HeapDumper", options, "exhaust").run();
            assertThat(run.stdout()).as("%s", run).endsWith("exhausted\n");
            assertThat(Files.exists(dump)).as(word).isEqualTo(word.equals("on"));
        }
    }

    @OnOldestAndNewestJdk
    void off_tells_that_attaching_still_is_a_way(Jdk jdk) {
        Run run = jdk.probe(desk.agent("flat.env"), "get:DB_PASSWORD").run();
        assertThat(run.exit()).isZero();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.errors()).as("%s", run).hasSize(1);
        assertThat(run.stderr())
                .startsWith("ske: warning: jcmd and jmap can still")
                .contains("-XX:+DisableAttachMechanism", "/ske/hardening/heap-dumps");
    }

    @OnOldestAndNewestJdk
    void off_tells_that_jmx_from_outside_can_set_the_flags_again(Jdk jdk) {
        Run run = dumper(jdk, "off.yaml", "-XX:+DisableAttachMechanism", "-Dcom.sun.management.jmxremote");
        assertThat(run.errors()).as("%s", run).hasSize(1);
        assertThat(run.stderr()).startsWith("ske: warning: JMX can be reached").contains("flags");
    }

    /** 8 has no modules to leave out. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("modular")
    void a_runtime_without_the_bean_is_told_by_warn_and_refused_by_off(Jdk jdk) {
        List<String> options = List.of("--limit-modules", "java.base,java.instrument");
        Run warned = jdk.program("probe.Probe", with(desk.agent("warn.yaml"), options), "get:DB_PASSWORD")
                .run();
        assertThat(warned.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(warned.errors()).as("%s", warned).hasSize(1);
        assertThat(warned.stderr())
                .startsWith("ske: warning: this runtime does not tell")
                .contains("jdk.management");
        Run refused = jdk.program("probe.Probe", with(desk.agent("off.yaml"), options), "get:DB_PASSWORD")
                .run();
        StartFailure.check(refused, "MEMORY_UNAVAILABLE", "heap dumps", "jdk.management");
    }

    @OnEachJdk
    void nothing_of_management_is_loaded_unless_asked_for(Jdk jdk) {
        assertThat(loaded(jdk, "on.yaml")).noneMatch(line -> line.contains("HotSpotDiagnostic"));
        assertThat(loaded(jdk, "warn.yaml")).anyMatch(line -> line.contains("HotSpotDiagnostic"));
    }

    static List<Jdk> modular() {
        return Jdk.since(9);
    }

    private List<String> loaded(Jdk jdk, String document) {
        List<String> options = List.of(desk.agent(document), "-verbose:class");
        Run run = jdk.program("probe.Probe", options, "get:DB_PASSWORD").run();
        assertThat(run.stdout()).contains("get DB_PASSWORD=" + secret);
        return run.lines();
    }

    private Run dumper(Jdk jdk, String document, String... options) {
        Run run = jdk.program(
                        "probe.HeapDumper",
                        with(desk.agent(document), List.of(options)),
                        folder.resolve("heap.hprof").toString())
                .in(folder)
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        return run;
    }

    private static List<String> with(String agent, List<String> options) {
        return Stream.concat(Stream.of(agent), options.stream()).toList();
    }
}
