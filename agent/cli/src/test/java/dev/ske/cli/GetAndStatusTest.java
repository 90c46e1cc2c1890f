package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetAndStatusTest {
    private final Cli cli;
    private String id = "";
    private String secret = "";

    GetAndStatusTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @BeforeEach
    void encryptDocument() {
        id = cli.key("ske.key");
        secret = cli.secret();
        cli.write(
                "secrets.yaml",
                "ske: {keys: ['file:${KEYS:-.}/ske.key']}",
                "db: {password: " + secret + ", host: db.example.org}",
                "users: [{name: ann}, {name: bob}]",
                "empty: ''");
        cli.run("encrypt", "--keys", "db.password", "secrets.yaml").succeeds();
    }

    @Test
    void get_prints_one_value_and_a_newline() {
        assertThat(cli.run("get", "db.password").succeeds().out()).isEqualTo(secret + "\n");
        assertThat(cli.run("get", "-n", "DB_PASSWORD").succeeds().out()).isEqualTo(secret);
        assertThat(cli.run("get", "db.host").succeeds().out()).isEqualTo("db.example.org\n");
    }

    @Test
    void a_name_that_is_not_there_brings_the_nearest_names() {
        assertThat(cli.run("get", "DB_PASWORD").fails("SECRET_NOT_FOUND").err())
                .contains("there is no DB_PASWORD; did you mean db.password [");
        assertThat(cli.run("get", "nothing.like.it").fails("SECRET_NOT_FOUND").err())
                .doesNotContain("did you mean");
        assertThat(cli.run("get", "USERS_NAME").fails("CONFIG_INVALID").err())
                .contains("the name of 2 values", "users.0.name (line 3)", "users.1.name (line 3)");
    }

    @Test
    void without_a_file_the_documents_of_the_folder_are_tried() {
        cli.write(".env", "A=env");
        assertThat(cli.run("get", "A").fails("SECRET_NOT_FOUND").err()).contains("secrets.yaml: there is no A");
        assertThat(cli.run("get", "A", ".env").succeeds().out()).isEqualTo("env\n");
        Cli elsewhere = new Cli(cli.path("nowhere"));
        assertThat(elsewhere.run("get", "A").fails("DOCUMENT_MISSING").err()).contains("secrets.yaml, ske.yaml, .env");
        cli.run("get", "A", "missing.env").fails("DOCUMENT_MISSING");
    }

    @Test
    void status_lists_names_states_and_key_ids() {
        assertThat(cli.run("status").succeeds().out()).isEqualTo("""
                        2  encrypted  db.password   %s (./ske.key)
                        2  plain      db.host
                        3  plain      users.0.name
                        3  plain      users.1.name
                        4  empty      empty
                        %s: 1 encrypted, 3 plain, 1 empty; a key is at hand for 1
                        """.formatted(id, cli.path("secrets.yaml")));
    }

    @Test
    void status_tells_a_key_that_is_missing_and_goes_on() {
        Cli.Run run = cli.variable("KEYS", "nowhere").run("status");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).startsWith("ske: warning: ").endsWith("[KEY_FILE_MISSING]\n");
        assertThat(run.out()).contains("db.password   " + id + "\n").endsWith("a key is at hand for 0\n");
    }

    @Test
    void status_knows_what_is_not_ours() {
        cli.write(
                "a.env",
                "A=ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]",
                "B=ENC(x)",
                "C=encrypted:x",
                "D=ENC[AQICAHgAAAAA]",
                "E=ENC[v2:AAAA]",
                "AWS_REGION=eu-central-1");
        assertThat(cli.run("status", "a.env").succeeds().out()).isEqualTo("""
                        1  sops     A
                        2  jasypt   B
                        3  dotenvx  C
                        4  kms      D
                        5  damaged  E
                        6  plain    AWS_REGION
                        %s: 1 sops, 1 jasypt, 1 dotenvx, 1 kms, 1 damaged, 1 plain; a key is at hand for 0
                        """.formatted(cli.path("a.env")));
    }

    @Test
    void control_characters_in_names_do_not_reach_the_terminal() {
        cli.write("a.yaml", "\"a\\e[2Jb\": plain");
        assertThat(cli.run("status", "a.yaml").succeeds().out())
                .contains("a\\u001B[2Jb")
                .doesNotContain("\u001B");
    }
}
