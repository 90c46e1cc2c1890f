package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A runtime that was linked for one program may have neither beans nor a flight recorder. */
class SmallRuntimeTest {
    private static final String MODULES = "java.base,java.instrument";

    @TempDir
    Path folder;

    private final String secret = Any.secret();

    /** The oldest and the newest: linked are all that can be. */
    static List<Jdk> modular() {
        List<Jdk> all = Jdk.since(9);
        return all.stream()
                .filter(jdk -> jdk.equals(all.get(0)) || jdk.equals(Jdk.newest()))
                .toList();
    }

    static List<Jdk> linkers() {
        return Jdk.since(9).stream().filter(jdk -> jdk.has("jlink")).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("linkers")
    void a_program_with_a_linked_runtime_of_its_own_is_served_refreshed_and_audited(Jdk jdk) {
        Path runtime = folder.resolve("runtime");
        Run linked = jdk.tool("jlink", "--add-modules", MODULES, "--output", runtime.toString())
                .run();
        assertThat(linked.exit()).as("%s", linked).isZero();
        Jdk small = new Jdk(jdk.feature(), runtime);
        assumeTrue(
                small.java("-version").killAfter(20_000).exit() == 0,
                "a runtime that " + jdk + " links does not run outside of its root folder");
        check(small);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modular")
    void a_program_that_sees_two_modules_only_is_served_refreshed_and_audited(Jdk jdk) {
        check(jdk, "--limit-modules", MODULES);
    }

    private void check(Jdk small, String... options) {
        Desk desk = new Desk(folder);
        Run auto = run(small, desk, "auto", options);
        assertThat(auto.silent().lines())
                .containsExactly("length " + secret.length(), ".", ".", "length " + secret.length(), ".");
        assertThat(desk.read("audit.jsonl")
                        .lines()
                        .map(line -> JsonLine.read(line).get("event")))
                .contains("opened", "read", "refreshed", "destroyed");

        Run on = run(small, desk, "'on'", options);
        assertThat(on.lines()).isEqualTo(auto.lines());
        assertThat(on.errors())
                .containsExactly(
                        "ske: warning: jmx: on has no effect: this runtime has no usable module java.management");
    }

    /** Long enough for a look for beans and recordings, and for a refresh. */
    private Run run(Jdk jdk, Desk desk, String jmx, String... options) {
        desk.write(
                "secrets.yaml",
                "ske: {keys: ['file:./ske.key'], jmx: " + jmx
                        + ", audit: audit.jsonl, refresh: {ttl: 500ms, watch: true}}\nA: " + desk.seal("A", secret)
                        + "\n");
        Run run = jdk.java(options)
                .with(desk.agent("secrets.yaml"), "-cp", Programs.plain().toString(), "probe.Observed")
                .input("getenv A\nwait 1300\ngetenv A\n")
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        return run;
    }
}
