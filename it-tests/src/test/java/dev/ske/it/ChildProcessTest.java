package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What a child process gets: the real environment, and of the secrets only those that the configuration names. */
class ChildProcessTest {
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
}
