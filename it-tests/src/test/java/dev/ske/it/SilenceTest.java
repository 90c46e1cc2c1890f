package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the agent says when all is well: nothing, unless asked. */
class SilenceTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;

    @BeforeEach
    void write_two_secrets_and_a_setting() {
        desk = new Desk(folder);
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nREGION=eu-west-7\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret)
                        + "\nAPI_TOKEN=" + desk.seal("API_TOKEN", secret) + "\n");
    }

    @OnEachJdk
    void log_info_prints_one_line_with_counts_and_names(Jdk jdk) {
        Run run = jdk.probe(desk.agent("secrets.env", "log=info"), "get:DB_PASSWORD")
                .run();
        assertThat(run.stdout()).isEqualTo("get DB_PASSWORD=" + secret + "\n");
        assertThat(run.errors()).as("%s", run).hasSize(1);
        assertThat(run.stderr())
                .startsWith("ske: info: ")
                .contains("2 secrets", "DB_PASSWORD", "API_TOKEN")
                .doesNotContain(secret, "eu-west-7");
    }

    @OnOldestAndNewestJdk
    void no_level_prints_a_value(Jdk jdk) {
        for (String level : List.of("off", "error", "warn", "debug")) {
            Run run = jdk.probe(desk.agent("secrets.env", "log=" + level), "has:DB_PASSWORD")
                    .run();
            assertThat(run.stdout()).isEqualTo("has DB_PASSWORD=true\n");
            assertThat(run.stderr())
                    .doesNotContain(secret, "eu-west-7", "ENC[", desk.key().text());
            if (!level.equals("debug")) {
                assertThat(run.stderr()).isEmpty();
            }
        }
    }

    @OnEachJdk
    void a_second_agent_of_ours_gives_one_warning_and_changes_nothing(Jdk jdk) {
        desk.write("second.env", "REGION=second\nNEW=second\n");
        Run run = jdk.program(
                        "probe.Probe",
                        List.of(desk.agent("secrets.env"), desk.agent("second.env")),
                        "get:DB_PASSWORD",
                        "get:REGION",
                        "get:NEW")
                .run();
        assertThat(run.exit()).isZero();
        assertThat(run.stdout()).isEqualTo("get DB_PASSWORD=" + secret + "\nget REGION=eu-west-7\nget NEW is null\n");
        assertThat(run.errors()).as("%s", run).hasSize(1);
        assertThat(run.stderr()).startsWith("ske: warning: ");
    }

    @OnEachJdk
    void the_programs_own_end_passes_through(Jdk jdk) {
        Run exit = jdk.probe(desk.agent("secrets.env"), "exit:7").run();
        assertThat(exit.exit()).isEqualTo(7);
        assertThat(exit.stderr() + exit.stdout()).isEmpty();
        Run ours = jdk.probe(desk.agent("secrets.env"), "throw:on purpose").run();
        Run without = jdk.probe("-Dnothing=1", "throw:on purpose").run();
        assertThat(ours.exit()).isEqualTo(without.exit());
        assertThat(ours.stderr()).isEqualTo(without.stderr());
    }
}
