package dev.ske.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitTest {
    private final Path directory;
    private final Cli cli;

    InitTest(@TempDir Path directory) {
        this.directory = directory;
        cli = new Cli(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets.yaml", "a.json", ".env", "a.properties"})
    void what_it_makes_can_be_looked_at_encrypted_and_read(String name) throws IOException {
        Cli.Run made = cli.run("init", name).succeeds();
        assertThat(made.out())
                .contains(directory + "/" + name + ": made\n", "  ske encrypt ", "  ske status ", " run --path ")
                .doesNotContain("gitignore");
        assertThat(cli.files()).containsExactlyInAnyOrder(name, "ske.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.path("ske.key"))))
                .isEqualTo("r--------");
        assertThat(cli.run("status", name).succeeds().out()).contains("plain!").endsWith("at hand for 0\n");
        assertThat(cli.run("status", "--check", name).exit()).isEqualTo(1);
        assertThat(cli.run("encrypt", name).succeeds().out())
                .contains("2 values encrypted, 0 were already, 1 left plain; by its own settings");
        cli.run("status", "--check", name).succeeds();
        assertThat(cli.run("get", "DB_PASSWORD", name).succeeds().out()).isEqualTo("change-me\n");
    }

    @Test
    void without_a_name_it_makes_secrets_yaml_and_never_overwrites_it() {
        cli.run("init").succeeds();
        String before = cli.read("secrets.yaml");
        String key = cli.read("ske.key");
        assertThat(before).contains("# ", "file: \"./ske.key\"", "required: [DB_PASSWORD]", "change-me");
        Cli.Run again = cli.run("init");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("secrets.yaml: it is there already and is not overwritten");
        assertThat(cli.read("secrets.yaml")).isEqualTo(before);
        assertThat(cli.run("init", "other.yaml").succeeds().out()).contains("ske.key: kept, key ");
        assertThat(cli.read("ske.key")).isEqualTo(key);
    }

    @Test
    void a_file_that_is_no_key_is_not_taken_for_one() throws IOException {
        Files.setPosixFilePermissions(
                cli.write("ske.key", "something else"), PosixFilePermissions.fromString("r--------"));
        cli.run("init").fails("KEY_FILE_INVALID");
        assertThat(cli.files()).containsExactly("ske.key");
    }

    @Test
    void in_a_repository_the_key_is_ignored_once() throws IOException {
        Files.createDirectories(directory.resolve(".git"));
        Files.createDirectory(directory.resolve("conf"));
        cli.run("init", "conf/a.yaml").succeeds();
        assertThat(cli.read("conf/.gitignore")).isEqualTo("/ske.key\n");
        cli.run("init", "conf/b.yaml").succeeds();
        assertThat(cli.read("conf/.gitignore")).isEqualTo("/ske.key\n");
        Files.writeString(directory.resolve(".gitignore"), "target");
        assertThat(cli.run("init", ".env").succeeds().out()).contains(".gitignore: keeps it out of git");
        assertThat(cli.read(".gitignore")).isEqualTo("target\n/ske.key\n");
    }

    @Test
    void outside_a_repository_an_ignore_file_that_is_there_is_added_to() throws IOException {
        Files.writeString(directory.resolve(".gitignore"), "*.key\n");
        cli.run("init", "a.yaml").succeeds();
        assertThat(cli.read(".gitignore")).isEqualTo("*.key\n");
        cli.run("init", "--key", "file:team key", "b.yaml").succeeds();
        assertThat(cli.read(".gitignore")).isEqualTo("*.key\n/team\\ key\n");
        cli.run("encrypt", "b.yaml").succeeds();
    }

    @Test
    void a_key_of_kms_comes_in_the_place_of_a_key_file() {
        cli.kms().symmetric("alias/app");
        cli.run("init", "--kms-key-id", "alias/app", "--region", "eu-central-1").succeeds();
        assertThat(cli.files()).containsExactly(".env");
        assertThat(cli.read(".env")).contains("\nKMS_KEY_ID=alias/app\nAWS_REGION=eu-central-1\n");
        cli.run("encrypt", ".env").succeeds();
        assertThat(cli.read(".env")).contains("\nDB_PASSWORD=ENC[v2:", "\nKMS_KEY_ID=alias/app\n");
        cli.run(
                        "init",
                        "--key",
                        "aws-kms:alias/app",
                        "--region",
                        "eu-central-1",
                        "--use-credentials",
                        "--encryption-context",
                        "app=billing",
                        "--endpoint",
                        "http://127.0.0.1:4566",
                        "a.yaml")
                .succeeds();
        assertThat(cli.read("a.yaml"))
                .contains("- aws-kms: alias/app\n", "credentials: explicit\n", "encryption-context: app=billing\n");
        cli.run("encrypt", "a.yaml").succeeds();
        assertThat(cli.kms().last().credentials()).isEqualTo("explicit");
        assertThat(cli.kms().last().context()).containsEntry("app", "billing");
        cli.run("init", "--region", "eu-central-1", "c.yaml").isRefused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"both.yaml", "both.env", "both.json", "both.properties"})
    void keys_of_both_kinds_and_odd_paths_are_written_so_that_they_are_read(String name) throws IOException {
        cli.kms().symmetric("alias/app");
        Files.createDirectory(directory.resolve("my keys, 'old' # \"x\""));
        String key = "my keys, 'old' # \"x\"/a.key";
        cli.run("init", "--key", "file:" + key, "--key", "aws-kms:alias/app", "--region", "eu-central-1", name)
                .succeeds();
        cli.run("encrypt", name).succeeds();
        assertThat(cli.run("status", name).succeeds().out())
                .contains("(./" + key + ")", "(alias/app)")
                .endsWith("at hand for 2\n");
        assertThat(cli.kms().last().region()).isEqualTo("eu-central-1");
    }

    @Test
    void the_report_is_json_where_that_is_asked_for() {
        assertThat(cli.run("init", "--json").succeeds().out())
                .contains(
                        "\"file\": \"" + directory + "/secrets.yaml\"",
                        "\"state\": \"made\"",
                        "/ske.key\"",
                        "\"id\": ");
    }

    @Test
    void a_name_that_tells_no_format_needs_the_option_and_every_step_has_it() {
        cli.run("init", "settings").isRefused();
        assertThat(cli.run("init", "--format", "yaml", "settings").succeeds().out())
                .contains("encrypt --format yaml ", "status --format yaml ");
        cli.run("encrypt", "--format", "yaml", "settings").succeeds();
    }
}
