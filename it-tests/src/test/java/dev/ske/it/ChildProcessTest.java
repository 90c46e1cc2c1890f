package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a child process gets, however it is started: the real environment, and of the secrets only those that the configuration
 * names. The map for it is the JDK's.
 */
class ChildProcessTest {
    private static final String[] OPEN = {
        "--add-opens", "java.base/java.lang=ALL-UNNAMED", "--add-opens", "java.base/java.util=ALL-UNNAMED"
    };

    @TempDir
    Path folder;

    private final String password = Any.secret();
    private final String token = Any.secret();
    private Desk desk;

    @BeforeEach
    void write_two_secrets_and_a_setting() {
        desk = new Desk(folder);
        String text = "SKE_KEYS=file:./ske.key\nREGION=eu\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", password)
                + "\nAPI_TOKEN=" + desk.seal("API_TOKEN", token) + "\n";
        desk.write("secrets.env", text);
        desk.write("exposing.env", text + "SKE_EXPOSE_CHILDREN=API_*\n");
    }

    @OnEachJdk
    void a_copied_environment_is_scrubbed_with_one_warning_per_name(Jdk jdk) {
        Run run = jdk.probe(desk.agent("secrets.env"), "child-all", "child-all", "exec-all", "child")
                .env("PLAIN", "as before")
                .run();
        assertThat(run.exit()).isZero();
        for (String child : List.of("child-all", "exec-all")) {
            assertThat(run.values(child))
                    .as(child)
                    .contains("PLAIN=as before", "REGION=eu", "ended")
                    .noneMatch(line -> line.contains(password) || line.contains(token))
                    .noneMatch(line -> line.startsWith("DB_PASSWORD") || line.startsWith("API_TOKEN"));
        }
        assertThat(run.errors())
                .as("%s", run)
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).startsWith("ske: warning: ").contains("expose.children"))
                .anySatisfy(line -> assertThat(line).contains("DB_PASSWORD"))
                .anySatisfy(line -> assertThat(line).contains("API_TOKEN"));
        assertThat(run.stderr()).doesNotContain(password, token);
    }

    @OnEachJdk
    void an_exposed_secret_is_put_in_and_others_are_not(Jdk jdk) {
        Run run = jdk.probe(desk.agent("exposing.env"), "child", "exec").run().silent();
        for (String child : List.of("child", "exec")) {
            assertThat(run.values(child))
                    .as(child)
                    .contains("API_TOKEN=" + token)
                    .noneMatch(line -> line.contains(password));
        }
    }

    @OnOldestAndNewestJdk
    void a_value_that_the_program_chose_itself_stays(Jdk jdk) {
        Run run = jdk.probe(
                        desk.agent("secrets.env"),
                        "child-put:DB_PASSWORD=another",
                        "exec-put:API_TOKEN=mine",
                        "child-sees:DB_PASSWORD")
                .run()
                .silent();
        assertThat(run.values("child-put")).contains("DB_PASSWORD=another");
        assertThat(run.values("exec-put")).contains("API_TOKEN=mine");
        assertThat(run.value("child-sees DB_PASSWORD")).isNull();
    }

    @OnEachJdk
    void whichever_way_it_is_started(Jdk jdk) {
        List<String> ways = new ArrayList<>(
                List.of("exec-text", "exec-folder", "inherit", "redirect", "twice", "cleared", "grandchild"));
        if (jdk.feature() > 8) {
            ways.addAll(List.of("pipeline", "pipeline-last"));
        }
        Run run = program(jdk, "exposing.env", ways).env("PLAIN", "as before").run();
        assertThat(run.exit()).isZero();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .contains("DB_PASSWORD was taken out")
                .contains("expose.children");
        assertThat(run.stdout() + run.stderr()).doesNotContain(password);
        assertThat(run.lines()).noneMatch(line -> line.contains("DB_PASSWORD"));
        assertThat(run.lines()).as("inherited").contains("PLAIN=as before", "REGION=eu", "API_TOKEN=" + token);
        assertThat(run.values("cleared")).containsExactlyInAnyOrder("ONLY=this", "API_TOKEN=" + token, "ended 0");
        ways.removeAll(List.of("inherit", "cleared"));
        ways.addAll(List.of("twice-again", "twice-copied-again"));
        for (String way : ways) {
            assertThat(run.values(way))
                    .as(way)
                    .contains("PLAIN=as before", "REGION=eu", "API_TOKEN=" + token, "ended 0");
        }
    }

    @OnEachJdk
    void the_map_takes_and_refuses_what_it_does_without_the_agent(Jdk jdk) {
        desk.write("settings.env", "SKE_KEYS=file:./ske.key\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", password) + "\n");
        Run without = jdk.program("probe.ChildProbe", List.of("-Dnothing"), "contract")
                .run();
        Run with = program(jdk, "settings.env", List.of("contract")).run();
        assertThat(without.lines()).hasSizeGreaterThan(20);
        assertThat(with.stdout()).isEqualTo(without.stdout());
        assertThat(with.stderr()).isEqualTo(without.stderr());
        assertThat(with.exit()).isEqualTo(without.exit());
    }

    @OnEachJdk
    void a_child_that_is_a_jvm_under_the_agent_opens_its_own(Jdk jdk) {
        String arguments =
                desk.agent("secrets.env") + " -cp " + Programs.plain() + " probe.Probe get:DB_PASSWORD environ";
        Run run = program(jdk, "secrets.env", List.of(arguments)).run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.values("jvm")).contains("get DB_PASSWORD=" + password, "environ REGION=eu", "ended 0");
        assertThat(run.values("jvm")).noneMatch(line -> line.startsWith("environ ") && line.contains(password));
        assertThat(run.errors()).hasSize(2).allMatch(line -> line.contains("was taken out of a child's environment"));
    }

    @OnEachJdk
    void reflection_into_the_jdk_s_tables_finds_the_real_environment(Jdk jdk) {
        Run run = jdk.java(desk.agent("secrets.env"))
                .with(jdk.feature() == 8 ? new String[0] : OPEN)
                .with("-cp", Programs.plain().toString(), "probe.ChildProbe", "reflect")
                .env("PLAIN", "as before")
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("reflect names")).doesNotContain(password, "DB_PASSWORD");
        assertThat(run.value("reflect map")).isEqualTo("null");
        assertThat(run.value("reflect planted")).isEqualTo("seen seen");
        assertThat(run.value("reflect secret")).isEqualTo(password);
    }

    private Launch program(Jdk jdk, String document, List<String> verbs) {
        return jdk.program("probe.ChildProbe", List.of(desk.agent(document)), verbs.toArray(String[]::new));
    }
}
