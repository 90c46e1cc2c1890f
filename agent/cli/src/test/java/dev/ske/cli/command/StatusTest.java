package dev.ske.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
    private final Path directory;
    private final Cli cli;

    StatusTest(@TempDir Path directory) {
        this.directory = directory;
        cli = new Cli(directory);
    }

    @Test
    void a_plain_value_that_looks_secret_is_marked_with_the_reason_alone() {
        cli.write(
                "a.yaml",
                "db:",
                "  host: db.example.org",
                "  password: " + cli.secret(),
                "url: https://app:" + cli.secret() + "@example.org",
                "none:");
        assertThat(cli.run("status", "a.yaml").succeeds().out()).isEqualTo("""
                2  plain   db.host
                3  plain!  db.password  looks secret: name
                4  plain!  url          looks secret: url-password
                5  empty   none
                DIR/a.yaml: 1 plain, 2 plain!, 1 empty; a key is at hand for 0
                """.replace("DIR", directory.toString()));
    }

    @Test
    void check_lists_what_looks_secret_where_there_are_no_rules() {
        cli.write("a.yaml", "host: db", "password: " + cli.secret());
        cli.write("b.env", "HOST=db");
        Cli.Run run = cli.run("status", "--check", "a.yaml", "b.env");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(directory + "/a.yaml:2: password\n");
        assertThat(run.err()).startsWith("ske: hint: ").contains("ske encrypt");
        assertThat(cli.run("status", "--check", "b.env").succeeds().out()).isEmpty();
    }

    @Test
    void check_lists_what_rules_select_and_nothing_else() {
        cli.key("ske.key");
        cli.write(
                "a.yaml",
                "ske: {keys: 'file:ske.key', encrypt: {include: ['**.name'], exclude: [app.name]}}",
                "db: {name: " + cli.secret() + ", password: plain-on-purpose}",
                "app: {name: app}",
                "items: [{name: " + cli.secret() + "}, {name: ''}, {name: 7}]");
        Cli.Run run = cli.run("status", "--check", "a.yaml");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(directory + "/a.yaml:2: db.name\n" + directory + "/a.yaml:4: items.0.name\n");
        cli.run("encrypt", "a.yaml").succeeds();
        assertThat(cli.run("status", "--check", "a.yaml").succeeds().out()).isEmpty();
    }

    @Test
    void check_needs_no_key() {
        cli.key("ske.key");
        cli.write("a.yaml", "ske: {keys: 'file:ske.key'}", "password: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        cli.write(
                "b.yaml",
                "ske: {keys: 'file:gone.key'}",
                cli.read("a.yaml").lines().toList().get(1));
        cli.run("status", "--check", "b.yaml").succeeds();
    }

    @Test
    void the_report_is_one_object_where_that_is_asked_for() {
        String id = cli.key("ske.key");
        cli.write(".ske.yaml", "rules: [{files: '*', keys: 'file:ske.key', encrypt: {include: one}}]");
        cli.write("a.yaml", "one: " + cli.secret(), "token: &t hunter2", "same: *t");
        cli.run("encrypt", "a.yaml").succeeds();
        assertThat(cli.run("status", "--json", "a.yaml").succeeds().out())
                .isEqualTo("""
                {
                  "documents": [
                    {
                      "file": "DIR/a.yaml",
                      "by": "DIR/.ske.yaml, rule 1",
                      "key-at-hand": 1,
                      "names": [
                        {
                          "name": "one",
                          "line": 1,
                          "state": "encrypted",
                          "keys": [
                            {
                              "id": "ID",
                              "name": "file:ske.key"
                            }
                          ]
                        },
                        {
                          "name": "token",
                          "line": 2,
                          "state": "plain!",
                          "reason": "name",
                          "keys": []
                        },
                        {
                          "name": "same",
                          "line": 2,
                          "state": "plain",
                          "alias-of": "token",
                          "keys": []
                        }
                      ]
                    }
                  ]
                }
                """.replace("DIR", directory.toString())
                        .replace("ID", id)
                        .replace("file:ske.key", "ske.key"));
        Cli.Run check = cli.run("status", "--json", "--check", "--path", "a.yaml");
        assertThat(check.exit()).isZero();
        assertThat(check.out()).contains("\"names\": []");
    }

    @Test
    void names_are_listed_as_a_program_is_served_them() {
        cli.write(".env", "SKE_KEYS=file:gone.key", "KMS_KEY_ID=alias/a", "AWS_REGION=eu-central-1", "ONE=1", "TWO=");
        assertThat(cli.run("keys").succeeds().out()).isEqualTo("KMS_KEY_ID\nAWS_REGION\nONE\nTWO\n");
        cli.write("secrets.yaml", "other: 1");
        assertThat(cli.run("keys").succeeds().out()).isEqualTo("other\n");
        assertThat(cli.run("keys", "--kms-key-id", "alias/a").succeeds().out()).startsWith("KMS_KEY_ID\n");
        cli.write("a.yaml", "ske: {keys: []}", "db: {hosts: [a, {b: c}], none: [], map: {}}");
        assertThat(cli.run("keys", "a.yaml").succeeds().out()).isEqualTo("db.hosts.0\ndb.hosts.1.b\n");
        assertThat(cli.run("keys", "--json", "--path", "a.yaml").succeeds().out())
                .contains("\"file\": \"" + directory + "/a.yaml\"", "\"name\": \"db.hosts.1.b\"", "\"line\": 2");
    }
}
