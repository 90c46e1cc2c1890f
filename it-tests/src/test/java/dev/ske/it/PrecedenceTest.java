package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Document against environment, what is opened, what is required, what is shown. */
class PrecedenceTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        desk = new Desk(folder);
    }

    @OnOldestAndNewestJdk
    void a_secret_wins_over_the_real_environment_with_one_warning_and_a_setting_does_not(Jdk jdk) {
        Run run = overridden(jdk, "");
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("map DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("get REGION")).isEqualTo("real region");
        assertThat(run.errors()).as("%s", run).hasSize(1);
        assertThat(run.stderr())
                .startsWith("ske: warning: ")
                .contains("DB_PASSWORD")
                .doesNotContain(secret, "real password");
    }

    @OnOldestAndNewestJdk
    void override_all_lets_settings_win_too(Jdk jdk) {
        Run run = overridden(jdk, "SKE_OVERRIDE=all\n");
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("get REGION")).isEqualTo("document region");
        assertThat(run.value("map REGION")).isEqualTo("document region");
    }

    @OnOldestAndNewestJdk
    void override_none_leaves_the_real_environment_as_it_is(Jdk jdk) {
        Run run = overridden(jdk, "SKE_OVERRIDE=none\n");
        assertThat(run.value("get DB_PASSWORD")).isEqualTo("real password");
        assertThat(run.value("map DB_PASSWORD")).isEqualTo("real password");
        assertThat(run.value("get REGION")).isEqualTo("real region");
    }

    @OnOldestAndNewestJdk
    void a_required_secret_that_is_missing_stops_the_jvm(Jdk jdk) {
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nSKE_REQUIRED=DB_PASSWORD,API_TOKEN\nDB_PASSWORD="
                        + desk.seal("DB_PASSWORD", secret) + "\n");
        Run run = jdk.probe(desk.agent("secrets.env"), "get:DB_PASSWORD").run();
        StartFailure.check(run, "SECRET_NOT_FOUND", "API_TOKEN");
    }

    @OnOldestAndNewestJdk
    void on_error_warn_leaves_out_what_does_not_open_and_names_it(Jdk jdk) {
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nGOOD=" + desk.seal("GOOD", secret) + "\nMOVED=" + desk.seal("GOOD", secret)
                        + "\n");
        Run run = jdk.probe(
                        desk.agent("secrets.env", "on-error=warn"), "get:GOOD", "get:MOVED", "has:MOVED", "map:MOVED")
                .env("MOVED", "real value of a secret's name")
                .run();
        assertThat(run.exit()).isZero();
        assertThat(run.value("get GOOD")).isEqualTo(secret);
        assertThat(run.value("get MOVED"))
                .as("a secret's name is never answered from the real environment")
                .isNull();
        assertThat(run.value("has MOVED")).isEqualTo("false");
        assertThat(run.value("map MOVED")).isNull();
        assertThat(run.stderr())
                .startsWith("ske: warning: ")
                .contains("MOVED", "secrets.env:3")
                .doesNotContain(secret, "\tat ");
    }

    @OnOldestAndNewestJdk
    void on_error_warn_does_not_excuse_a_required_secret(Jdk jdk) {
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nSKE_REQUIRED=MOVED\nSKE_ON_ERROR=warn\nMOVED=" + desk.seal("GOOD", secret)
                        + "\n");
        StartFailure.check(
                jdk.probe(desk.agent("secrets.env"), "get:MOVED").run(), "VALUE_TAMPERED", "MOVED", "secrets.env:4");
    }

    @OnOldestAndNewestJdk
    void what_is_not_exposed_to_getenv_is_not_there_and_the_real_value_neither(Jdk jdk) {
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\nSKE_EXPOSE_GETENV=DB_*\nDB_PASSWORD=" + desk.seal("DB_PASSWORD", secret)
                        + "\nAPI_TOKEN=" + desk.seal("API_TOKEN", secret) + "\n");
        Run run = jdk.probe(
                        desk.agent("secrets.env"), "get:DB_PASSWORD", "get:API_TOKEN", "has:API_TOKEN", "map:API_TOKEN")
                .env("API_TOKEN", "real")
                .run();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("get API_TOKEN")).isNull();
        assertThat(run.value("has API_TOKEN")).isEqualTo("false");
        assertThat(run.value("map API_TOKEN")).isNull();
    }

    @OnOldestAndNewestJdk
    void what_is_not_selected_is_not_opened(Jdk jdk) {
        String foreign = new Sealer(LocalKey.random()).seal("OTHER_TEAM", secret);
        desk.write("secrets.yaml", """
                ske:
                  keys: [file:./ske.key]
                  select: {include: ["**"], exclude: ["OTHER_*"]}
                DB_PASSWORD: %s
                OTHER_TEAM: %s
                """.formatted(desk.seal("DB_PASSWORD", secret), foreign));
        Run run = jdk.probe(desk.agent("secrets.yaml"), "get:DB_PASSWORD", "get:OTHER_TEAM", "has:OTHER_TEAM")
                .run()
                .silent();
        assertThat(run.stdout())
                .isEqualTo("get DB_PASSWORD=" + secret + "\nget OTHER_TEAM is null\nhas OTHER_TEAM=false\n");
    }

    private Run overridden(Jdk jdk, String override) {
        desk.write(
                "secrets.env",
                "SKE_KEYS=file:./ske.key\n" + override + "REGION=document region\nDB_PASSWORD="
                        + desk.seal("DB_PASSWORD", secret) + "\n");
        Run run = jdk.probe(desk.agent("secrets.env"), "get:DB_PASSWORD", "map:DB_PASSWORD", "get:REGION", "map:REGION")
                .env("DB_PASSWORD", "real password")
                .env("REGION", "real region")
                .run();
        assertThat(run.exit()).isZero();
        return run;
    }
}
