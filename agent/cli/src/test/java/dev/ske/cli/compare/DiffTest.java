package dev.ske.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
    private final Cli cli;
    private final String secret;

    DiffTest(@TempDir Path directory) {
        cli = new Cli(directory);
        secret = cli.secret();
    }

    @BeforeEach
    void makeKeys() {
        cli.key("ske.key");
        cli.key("other.key");
    }

    private String diff(String... more) {
        String[] arguments = new String[more.length + 1];
        arguments[0] = "diff";
        System.arraycopy(more, 0, arguments, 1, more.length);
        return cli.run(arguments).succeeds().out();
    }

    private void encrypt(String file, String key) {
        cli.run("encrypt", "--key", "file:" + key, file).succeeds();
    }

    @Test
    void names_that_were_added_removed_and_changed_are_listed_and_no_value() {
        cli.write("a.yaml", "ske: {keys: ['file:ske.key']}", "gone: x", "same: " + secret, "db:", "  pw: " + secret);
        cli.write(
                "b.yaml", "ske: {keys: ['file:ske.key']}", "same: " + secret, "db:", "  pw: " + cli.secret(), "  n: 1");
        encrypt("a.yaml", "ske.key");
        encrypt("b.yaml", "ske.key");
        assertThat(diff("a.yaml", "b.yaml")).isEqualTo("""
                        ~ db.pw
                        + db.n
                        - gone
                        a.yaml -> b.yaml: 1 added, 1 removed, 1 changed, 1 encrypted anew
                        """);
        assertThat(diff("--all", "a.yaml", "b.yaml")).contains("= same  (encrypted anew)\n");
    }

    @Test
    void another_form_of_the_same_value_is_a_note() {
        cli.write("plain.yaml", "pw: " + secret, "n: 1", "t: '2'", "e:");
        cli.write("sealed.yaml", "pw: " + secret, "n: '1'", "t: 2", "e: null");
        cli.run("encrypt", "--key", "file:ske.key", "--keys", "pw", "sealed.yaml")
                .succeeds();
        assertThat(diff("--key", "file:ske.key", "plain.yaml", "sealed.yaml")).isEqualTo("""
                        = pw  (plain -> encrypted)
                        = n  (number -> text)
                        = t  (text -> number)
                        plain.yaml -> sealed.yaml: 3 of other form
                        """);
        assertThat(diff("--key", "file:ske.key", "sealed.yaml", "plain.yaml")).contains("= pw  (encrypted -> plain)\n");
        cli.write("both.yaml", "pw: " + secret, "n: '1'", "t: 2", "e: ~");
        cli.run("encrypt", "--key", "file:ske.key", "--key", "file:other.key", "--keys", "pw", "both.yaml")
                .succeeds();
        assertThat(diff("--key", "file:ske.key", "sealed.yaml", "both.yaml"))
                .isEqualTo("= pw  (other keys)\nsealed.yaml -> both.yaml: 1 of other form\n");
    }

    @Test
    void documents_of_different_formats_are_compared_by_the_names_that_the_program_asks_for() {
        cli.write("a.yaml", "ske: {keys: ['file:ske.key']}", "db: {pw: " + secret + ", port: 5432}", "list: [a, b]");
        cli.write("b.env", "SKE_KEYS=file:ske.key", "DB_PW=" + secret, "DB_PORT=5433", "LIST=a");
        cli.run("encrypt", "--keys", "db.pw", "a.yaml").succeeds();
        cli.run("encrypt", "--keys", "DB_PW", "b.env").succeeds();
        assertThat(diff("a.yaml", "b.env")).isEqualTo("""
                        ~ DB_PORT
                        - list.1
                        a.yaml -> b.env: 1 removed, 1 changed, 1 encrypted anew
                        """);
        cli.write("c.properties", "db.pw=" + secret, "db.port=5433", "list=a");
        assertThat(diff("b.env", "c.properties")).contains("= db.pw  (encrypted -> plain)\n");
        cli.write("d.json", "{\"db\": {\"pw\": \"" + secret + "\", \"port\": 5432}, \"list\": [\"a\", \"b\"]}");
        assertThat(diff("a.yaml", "d.json"))
                .contains("= db.pw  (encrypted -> plain)\n", "- ske.keys.0\n")
                .doesNotContain("port");
    }

    @Test
    void without_a_key_a_changed_ciphertext_may_be_the_same_value() {
        cli.write("a.env", "A=" + secret, "B=" + secret, "C=c");
        encrypt("a.env", "ske.key");
        cli.write(
                "b.env",
                cli.read("a.env")
                        .replaceAll("(?m)^A=.*\n", "A=" + cli.secret() + "\n")
                        .strip());
        encrypt("b.env", "ske.key");
        Cli.Run run = cli.run("diff", "a.env", "b.env");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("? A  (changed or encrypted anew)\na.env -> b.env: 1 unknown\n");
        assertThat(run.err())
                .startsWith("ske: warning: 1 value does not open")
                .endsWith("[KEY_MISMATCH]\n")
                .hasLineCount(1);
        assertThat(cli.run("diff", "--key", "file:other.key", "a.env", "b.env").out())
                .startsWith("? A");
        assertThat(cli.run("diff", "--key", "file:nowhere.key", "a.env", "b.env")
                        .err())
                .contains("[KEY_FILE_MISSING]");
        assertThat(diff("--key", "file:ske.key", "a.env", "b.env")).startsWith("~ A\n");
    }

    @Test
    void a_ciphertext_under_another_name_of_the_same_spelling_is_equal_without_a_key() {
        cli.write("a.yaml", "db: {pw: " + secret + "}");
        encrypt("a.yaml", "ske.key");
        String value = cli.read("a.yaml").replaceAll("(?s).*(ENC\\[[^]]*]).*", "$1");
        cli.write("b.env", "DB_PW=" + value);
        assertThat(diff("a.yaml", "b.env"))
                .isEqualTo("a.yaml -> b.env: the same values; comments, order or layout differ\n");
        assertThat(diff("a.yaml", "a.yaml")).isEqualTo("a.yaml: no difference\n");
    }

    @Test
    void values_of_kms_are_opened_for_the_comparison() {
        cli.kms().symmetric("alias/billing");
        cli.write("a.env", "KMS_KEY_ID=alias/billing", "AWS_REGION=eu-central-1", "A=" + secret, "B=" + secret);
        cli.write("b.env", "KMS_KEY_ID=alias/billing", "AWS_REGION=eu-central-1", "A=" + secret, "B=" + cli.secret());
        cli.run("encrypt", "--value-format", "kms", "a.env").succeeds();
        cli.run("encrypt", "--value-format", "kms", "b.env").succeeds();
        assertThat(diff("a.env", "b.env")).isEqualTo("~ B\na.env -> b.env: 1 changed, 1 encrypted anew\n");
    }

    @Test
    void the_exit_code_tells_only_when_asked() {
        cli.write("a.env", "A=1");
        cli.write("b.env", "A=2");
        cli.write("c.env", "# comment", "A=1");
        assertThat(cli.run("diff", "a.env", "b.env").exit()).isZero();
        assertThat(cli.run("diff", "--exit-code", "a.env", "b.env").exit()).isEqualTo(1);
        assertThat(cli.run("diff", "--exit-code", "a.env", "c.env").exit()).isZero();
        cli.run("diff", "a.env").isRefused();
        cli.run("diff", "a.env", "missing.env").fails("DOCUMENT_MISSING");
    }

    @Test
    void the_report_as_json_has_names_and_states() {
        cli.write("a.env", "A=1", "B=2");
        cli.write("b.env", "A=" + secret, "C=2");
        assertThat(diff("--json", "a.env", "b.env"))
                .contains("\"file\": \"b.env\"", "\"old\": \"a.env\"", "\"differ\": true")
                .containsSubsequence("\"A\"", "\"changed\"", "\"C\"", "\"added\"", "\"B\"", "\"removed\"");
    }

    @Test
    void git_gives_seven_arguments_for_a_change_and_keys_are_looked_for_beside_the_document() throws IOException {
        Files.createDirectories(cli.path("conf"));
        cli.key("conf/its.key");
        cli.write("conf/secrets.yaml", "ske: {keys: ['file:its.key']}", "a: " + secret, "b: " + secret);
        cli.run("encrypt", "conf/secrets.yaml").succeeds();
        Files.copy(cli.path("conf/secrets.yaml"), cli.path("tmp_blob"));
        cli.input(cli.secret()).run("set", "a", "conf/secrets.yaml").succeeds();
        cli.input(cli.secret()).run("set", "c", "conf/secrets.yaml").succeeds();
        String file = "conf/secrets.yaml";
        assertThat(diff("--git", file, "tmp_blob", "1a", "100644", file, "0000", "100644"))
                .isEqualTo("conf/secrets.yaml: 1 added, 1 changed\n~ a\n+ c\n");
        assertThat(diff("--git", file, "/dev/null", ".", ".", file, "0000", "100644"))
                .startsWith("conf/secrets.yaml: 4 added\n+ ske.keys.0\n+ a\n");
        assertThat(diff("--git", file, file, "0000", "100644", "/dev/null", ".", "."))
                .startsWith("conf/secrets.yaml: 4 removed\n");
        assertThat(diff("--git", file, "tmp_blob", "1a", "100644", file, "0", "100644", "conf/new.yaml", "renamed"))
                .startsWith("conf/secrets.yaml -> conf/new.yaml: 1 added, 1 changed\n");
        assertThat(diff("--git", file)).isEqualTo("conf/secrets.yaml: in conflict\n");
        cli.run("diff", "--git", file, "tmp_blob").isRefused();
    }

    @Test
    void git_goes_on_after_a_document_that_cannot_be_compared() {
        cli.write("a.json", "{\"a\": \"" + secret + "\"");
        cli.write("b.json", "{}");
        assertThat(diff("--git", "x.json", "a.json", "1", "100644", "b.json", "2", "100644"))
                .startsWith("x.json: cannot be compared: " + cli.path("x.json") + ":2:");
    }

    @Test
    void textconv_shows_the_document_with_fingerprints_and_needs_no_key() {
        String[] lines = {"# comment", "host: h.example.org  # standby", "pw: \"" + secret + "\"", "multi: |", "  x"};
        cli.write("a.yaml", lines);
        cli.run("encrypt", "--key", "file:ske.key", "--exclude", "host", "a.yaml")
                .succeeds();
        String shown = diff("--textconv", "a.yaml");
        assertThat(shown).matches("""
                        # comment
                        host: h\\.example\\.org  # standby
                        pw: <encrypted [0-9a-f]{12} for [0-9a-f]{16}>
                        multi: <encrypted [0-9a-f]{12} for [0-9a-f]{16}>
                        """);
        assertThat(diff("--textconv", "a.yaml")).isEqualTo(shown);
        cli.input(secret).run("set", "--key", "file:ske.key", "pw", "a.yaml").succeeds();
        assertThat(diff("--textconv", "a.yaml")).isNotEqualTo(shown);
        cli.write("b.yaml", "<<<<<<< ours", "a: ENC[v2:AAAA]", "b: \u00e4 ENC[x", "c: 1");
        assertThat(diff("--textconv", "b.yaml"))
                .matches("<<<<<<< ours\na: <encrypted [0-9a-f]{12}>\nb: \u00e4 ENC\\[x\nc: 1\n");
        cli.run("diff", "--textconv", "missing.yaml").fails("DOCUMENT_MISSING");
        cli.run("diff", "--textconv", "a.yaml", "b.yaml").isRefused();
    }
}
