package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the agent and with an agent that does nothing, a program that looks around sees the same. */
class DoNoHarmTest {
    @TempDir
    Path folder;

    @OnEachJdk
    void a_program_that_looks_around_sees_what_it_sees_under_an_empty_agent(Jdk jdk) {
        Desk desk = new Desk(folder);
        desk.write("secrets.yaml", "ske: {keys: ['file:./ske.key']}\nA: " + desk.seal("A", Any.secret()) + "\n");
        Run ours = jdk.program("probe.Witness", List.of(desk.agent("secrets.yaml")))
                .run();
        Run empty = jdk.program("probe.Witness", List.of("-javaagent:" + Programs.emptyAgent()))
                .run();
        assertThat(ours.lines()).containsExactlyElementsOf(empty.lines());
        assertThat(ours.stderr()).isEqualTo(empty.stderr());
        assertThat(ours.exit()).isEqualTo(empty.exit()).isEqualTo(1);
        assertThat(ours.lines())
                .contains("first provider=Mine", "log manager=probe.Witness$Logs", "hook ran", "handler factory=set")
                .contains("agent classes visible=- - - - - - ");
    }

    /** The security manager is gone since 24. */
    static List<Jdk> jdksWithSecurityManager() {
        List<Jdk> old =
                Jdk.all().stream().filter(DoNoHarmTest::hasSecurityManager).toList();
        return old.isEmpty() ? List.of(Jdk.newest()) : old;
    }

    private static boolean hasSecurityManager(Jdk jdk) {
        return jdk.feature() < 24;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithSecurityManager")
    void a_security_manager_still_decides_who_reads_a_variable(Jdk jdk) {
        assumeTrue(hasSecurityManager(jdk), "none of the JDKs here has a SecurityManager any more");
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nALLOWED=" + desk.seal("ALLOWED", secret) + "\nDENIED="
                        + desk.seal("DENIED", secret) + "\n");
        String agent = "grant codeBase \"file:" + Jars.agent() + "\" { permission java.security.AllPermission; };\n";
        Path policy =
                desk.write("policy", agent + "grant { permission java.lang.RuntimePermission \"getenv.ALLOWED\"; };\n");
        Run ours = permissions(jdk, desk.agent("secrets.env"), policy);
        Run empty = permissions(jdk, "-javaagent:" + Programs.emptyAgent(), policy);
        assertThat(ours.exit()).as("%s", ours).isZero();
        assertThat(ours.lines())
                .contains(
                        "manager=true",
                        "get ALLOWED=" + secret,
                        "get DENIED denied by java.security.AccessControlException");
        assertThat(ours.lines().stream().filter(line -> !line.startsWith("get ALLOWED") && !line.startsWith("bridge")))
                .containsExactlyElementsOf(empty.lines().stream()
                        .filter(line -> !line.startsWith("get ALLOWED") && !line.startsWith("bridge"))
                        .toList());
        assertThat(ours.stderr()).isEqualTo(empty.stderr());
        Path all = desk.write("all", agent + "grant { permission java.lang.RuntimePermission \"getenv.*\"; };\n");
        Run allowed = permissions(jdk, desk.agent("secrets.env"), all);
        assertThat(allowed.lines()).contains("get DENIED=" + secret, "map=given");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jdksWithSecurityManager")
    void a_policy_that_forbids_the_agent_to_start_is_named(Jdk jdk) {
        assumeTrue(hasSecurityManager(jdk), "none of the JDKs here has a SecurityManager any more");
        Desk desk = new Desk(folder);
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\n");
        Run run = permissions(jdk, desk.agent("secrets.env"), desk.write("policy", "grant {};\n"));
        assertThat(run.exit()).isEqualTo(70);
        assertThat(run.stdout()).isEmpty();
        assertThat(run.stderr())
                .contains("ske: error: ", "ske: hint: grant codeBase")
                .doesNotContain("\tat ");
    }

    @OnEachJdk
    void without_a_folder_for_temporary_files_a_program_is_served(Jdk jdk) {
        Desk desk = new Desk(folder);
        String secret = Any.secret();
        desk.write("secrets.env", "SKE_KEYS=file:./ske.key\nA=" + desk.seal("A", secret) + "\n");
        Run ours = homeless(jdk, desk.agent("secrets.env"));
        Run empty = homeless(jdk, "-javaagent:" + Programs.emptyAgent());
        assertThat(ours.stdout()).isEqualTo("get A=" + secret + "\n");
        assertThat(ours.stderr()).isEqualTo(empty.stderr());
    }

    private static Run homeless(Jdk jdk, String agent) {
        return jdk.program("probe.Probe", List.of(agent, "-Djava.io.tmpdir=/nonexistent", "-XX:-UsePerfData"), "get:A")
                .run();
    }

    private static Run permissions(Jdk jdk, String option, Path policy) {
        return jdk.program(
                        "probe.Permissions",
                        List.of(option, "-Djava.security.manager", "-Djava.security.policy==" + policy),
                        "ALLOWED",
                        "DENIED")
                .run();
    }
}
