package dev.ske.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsetValueTest {
    private final Cli cli;

    UnsetValueTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @BeforeEach
    void makeDocument() {
        cli.write(
                "secrets.yaml",
                "ske: {keys: [file:ske.key], required: [db.password, MAIL_TOKEN]}",
                "db:",
                "  host: here     # and there",
                "  password: " + cli.secret() + "  # main",
                "mail: {token: " + cli.secret() + "}",
                "users:",
                "- {token: " + cli.secret() + "}",
                "- {token: " + cli.secret() + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.host", "DB_HOST"})
    void a_name_goes_with_its_line_and_all_else_stays(String name) {
        String before = cli.read("secrets.yaml");
        Cli.Run run = cli.run("unset", name).succeeds();
        assertThat(run.out()).isEqualTo(cli.path("secrets.yaml") + ": db.host removed\n");
        assertThat(cli.read("secrets.yaml")).isEqualTo(before.replace("  host: here     # and there\n", ""));
        assertThat(cli.run("unset", name).fails("SECRET_NOT_FOUND").err()).contains("there is no " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.password", "MAIL_TOKEN"})
    void a_name_that_the_document_requires_goes_with_a_warning(String name) {
        Cli.Run run = cli.run("unset", name, "secrets.yaml");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).startsWith("ske: warning: ").contains(" is required by the document's own settings");
        cli.run("get", name).fails("SECRET_NOT_FOUND");
        assertThat(cli.read("secrets.yaml")).contains(name.equals("MAIL_TOKEN") ? "mail: {}\n" : "# and there\nmail:");
    }

    @Test
    void a_required_name_in_an_env_file_is_told_too() {
        cli.write("a.env", "SKE_REQUIRED=A,B", "A=1", "C=3");
        assertThat(cli.run("unset", "A", "a.env").err()).contains(": A is required by");
        cli.run("unset", "C", "a.env").succeeds();
        assertThat(cli.read("a.env")).isEqualTo("SKE_REQUIRED=A,B\n");
    }

    @Test
    void of_several_values_one_is_named_by_its_path() {
        assertThat(cli.run("unset", "USERS_TOKEN").fails("CONFIG_INVALID").err())
                .contains("USERS_TOKEN is the name of 2 values", "users.0.token (line 7), users.1.token (line 8)");
        cli.run("unset", "users.0.token").succeeds();
        assertThat(cli.read("secrets.yaml")).contains("users:\n- {}\n- {token: ");
    }

    @Test
    void a_dry_run_says_what_would_go() {
        String before = cli.read("secrets.yaml");
        assertThat(cli.run("unset", "--dry-run", "db.host").succeeds().out())
                .isEqualTo(cli.path("secrets.yaml") + ": db.host would be removed (line 3)\n");
        assertThat(cli.run("unset", "--dry-run", "--json", "db.host").succeeds().out())
                .contains("\"dry-run\": true", "\"name\": \"db.host\"", "\"line\": 3");
        assertThat(cli.read("secrets.yaml")).isEqualTo(before);
    }

    @Test
    void the_report_is_json_if_asked_for() {
        cli.write("b.json", "{\"a\": 1, \"b\": \"" + cli.secret() + "\"}");
        assertThat(cli.run("unset", "--json", "--path", "b.json", "B")
                        .succeeds()
                        .out())
                .isEqualTo(
                        "{\n  \"documents\": [\n    {\n      \"file\": \"" + cli.path("b.json")
                                + "\",\n      \"name\": \"b\",\n      \"line\": 1,\n      \"state\": \"removed\"\n    }\n  ]\n}\n");
        assertThat(cli.read("b.json")).isEqualTo("{\"a\": 1}\n");
    }

    @Test
    void what_configures_or_holds_others_or_is_shared_stays() {
        cli.write("c.yaml", "a: &x " + cli.secret(), "b: *x", "d: {e: 1}");
        String before = cli.read("c.yaml");
        cli.run("unset", "ske.keys.0").fails("CONFIG_INVALID");
        assertThat(cli.run("unset", "d", "c.yaml").fails("DOCUMENT_MALFORMED").err())
                .contains("d holds other values, such as d.e");
        assertThat(cli.run("unset", "a", "c.yaml").fails("DOCUMENT_MALFORMED").err())
                .contains("a has an anchor that an alias uses");
        assertThat(cli.run("unset", "n", "c.yaml").fails("SECRET_NOT_FOUND").err())
                .contains("there is no n");
        cli.run("unset", "a", "absent.yaml").fails("DOCUMENT_MISSING");
        assertThat(cli.read("c.yaml")).isEqualTo(before);
        cli.run("unset", "b", "c.yaml").succeeds();
        assertThat(cli.read("c.yaml")).isEqualTo(before.replace("b: *x\n", ""));
    }
}
