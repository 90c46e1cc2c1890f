package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetValueTest {
    private final Cli cli;

    SetValueTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @BeforeEach
    void makeKeyAndDocument() {
        cli.key("ske.key");
        cli.write(
                "secrets.yaml",
                "ske: {keys: [file:ske.key]}",
                "db:",
                "  password: &p " + cli.secret() + "  # main",
                "  copy: *p",
                "users:",
                "  - {token: " + cli.secret() + "}",
                "  - {token: " + cli.secret() + "}",
                "none: {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.password", "DB_PASSWORD"})
    void the_value_comes_from_standard_input_without_its_last_newline(String name) {
        String secret = cli.secret();
        Cli.Run run = cli.input(secret + "\n\n").run("set", name).succeeds();
        assertThat(run.out()).isEqualTo(cli.path("secrets.yaml") + ": db.password set\n");
        assertThat(cli.read("secrets.yaml"))
                .containsPattern("\n  password: &p ENC\\[v2:[^]]+]  # main\n  copy: \\*p\n");
        assertThat(get("db.password")).isEqualTo(secret + "\n");
        assertThat(get("db.copy")).isEqualTo(secret + "\n");
        cli.input(secret + "\r\n").run("set", name).succeeds();
        assertThat(get("db.password")).isEqualTo(secret);
        cli.input(secret + "\n").run("set", "--keep-newline", name).succeeds();
        assertThat(get("db.password")).isEqualTo(secret + "\n");
    }

    @Test
    void at_a_terminal_it_is_asked_for_twice() {
        String secret = cli.secret() + "\u00e4\u20ac\ud83d\ude00";
        cli.answers(secret, secret).run("set", "users.1.token").succeeds();
        assertThat(get("users.1.token")).isEqualTo(secret);
        String before = cli.read("secrets.yaml");
        assertThat(cli.answers(secret, cli.secret())
                        .run("set", "db.password")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("the two values differ");
        cli.prompt(question -> null).run("set", "db.password").fails("VALUE_MALFORMED");
        assertThat(cli.read("secrets.yaml")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"db.user, '  user: ENC['", "mail.smtp.password, '    password: ENC['", "API_TOKEN, 'API_TOKEN: ENC['"})
    void a_new_name_is_added_where_it_belongs(String name, String line) {
        String secret = cli.secret();
        String before = cli.read("secrets.yaml");
        assertThat(cli.input(secret).run("set", name).succeeds().out()).endsWith(": " + name + " added\n");
        assertThat(cli.read("secrets.yaml")).contains("\n" + line).hasSizeGreaterThan(before.length());
        assertThat(get(name)).isEqualTo(secret);
    }

    @Test
    void a_new_name_may_stand_in_an_empty_map() {
        String secret = cli.secret();
        cli.input(secret).run("set", "none.password").succeeds();
        assertThat(get("none.password")).isEqualTo(secret);
    }

    @Test
    void a_flat_document_takes_the_name_as_it_is() {
        String secret = cli.secret();
        cli.write("app.properties", "SKE_KEYS=file:ske.key");
        cli.input(secret).run("set", "db.password", "app.properties").succeeds();
        assertThat(cli.read("app.properties")).startsWith("SKE_KEYS=file:ske.key\ndb.password=ENC[v2:");
        assertThat(cli.run("get", "-n", "DB_PASSWORD", "app.properties")
                        .succeeds()
                        .out())
                .isEqualTo(secret);
    }

    @ParameterizedTest
    @CsvSource({
        "USERS_TOKEN, CONFIG_INVALID, users.0.token (line 6)",
        "db.copy, DOCUMENT_MALFORMED, an alias of db.password",
        "db, DOCUMENT_MALFORMED, db holds other values",
        "none, DOCUMENT_MALFORMED, a list or map",
        "db.password.more, DOCUMENT_MALFORMED, db.password",
        "ske.keys, CONFIG_INVALID, configures",
        "SKE_KEYS, CONFIG_INVALID, configures"
    })
    void names_that_are_no_single_value_are_refused(String name, String code, String message) {
        String before = cli.read("secrets.yaml");
        assertThat(cli.input(cli.secret()).run("set", name).fails(code).err()).contains(message);
        assertThat(cli.read("secrets.yaml")).isEqualTo(before);
    }

    @Test
    void a_value_on_the_command_line_is_refused_and_not_repeated() {
        String secret = cli.secret();
        String before = cli.read("secrets.yaml");
        assertThat(cli.run("set", "db.password", secret).isRefused().err()).contains("read from standard input");
        assertThat(cli.run("set", "db.password=" + secret).isRefused().err()).contains("read from standard input");
        cli.run("set", "db.password", "secrets.yaml", secret).isRefused();
        cli.run("set", "db.password", "--value", secret).isRefused();
        cli.run("set", "db.password", "--value=" + secret).isRefused();
        cli.run("set", "db.password", "-p" + secret).isRefused();
        cli.run("set", "db.password", "--create=" + secret).isRefused();
        cli.run("set", "db.password", "--format", secret).isRefused();
        cli.run("set", "db.password", "--key", secret).isRefused();
        assertThat(cli.read("secrets.yaml")).isEqualTo(before);
    }

    @Test
    void empty_binary_and_endless_values_are_refused() {
        String before = cli.read("secrets.yaml");
        assertThat(cli.input("\n")
                        .run("set", "db.password")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("is empty");
        assertThat(cli.input(new byte[] {'a', (byte) 0xC0})
                        .run("set", "db.password")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("not text in UTF-8");
        assertThat(cli.input(new byte[(16 << 20) + 1])
                        .run("set", "db.password")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("longer than 16 MiB");
        assertThat(cli.read("secrets.yaml")).isEqualTo(before);
    }

    @Test
    void a_missing_file_is_made_only_when_asked_for() throws IOException {
        String secret = cli.secret();
        assertThat(cli.input(secret)
                        .run("set", "A", "new.env", "--key", "file:ske.key")
                        .fails("DOCUMENT_MISSING")
                        .err())
                .contains("--create");
        assertThat(cli.files()).doesNotContain("new.env");
        cli.run("set", "A", "new.env", "--create", "--key", "file:ske.key").succeeds();
        assertThat(Files.getPosixFilePermissions(cli.path("new.env")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(cli.run("get", "-n", "A", "new.env", "--key", "file:ske.key")
                        .succeeds()
                        .out())
                .isEqualTo(secret);
    }

    @Test
    void what_somebody_else_wrote_meanwhile_is_not_lost() {
        String secret = cli.secret();
        String other = "token: " + cli.secret();
        Cli.Run run = cli.prompt(question -> {
                    cli.write("secrets.yaml", other);
                    return secret.toCharArray();
                })
                .run("set", "db.password");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("it changed since it was read");
        assertThat(cli.read("secrets.yaml")).isEqualTo(other + "\n");
        assertThat(cli.files()).containsExactly("secrets.yaml", "ske.key");
    }

    private String get(String name) {
        return cli.run("get", "-n", name).succeeds().out();
    }
}
