package dev.ske.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
    private final Cli cli;

    VerifyTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @Test
    void every_value_that_opens_is_ok_and_plain_ones_are_counted() {
        cli.key("ske.key");
        cli.write("secrets.yaml", "ske: {keys: [file:ske.key]}", "a: " + cli.secret(), "b:", "  c: " + cli.secret());
        cli.run("encrypt", "secrets.yaml").succeeds();
        cli.write("plain.yaml", "one: 1");
        assertThat(cli.run("verify").succeeds().out())
                .isEqualTo("2  ok      a\n4  ok      b.c\n" + cli.path("secrets.yaml")
                        + ": 2 open, 0 failed, 0 are plain\n");
        assertThat(cli.run("verify", "plain.yaml").succeeds().out())
                .isEqualTo(cli.path("plain.yaml") + ": 0 open, 0 failed, 1 is plain\n");
    }

    @Test
    void each_value_that_does_not_open_says_why_and_the_others_are_still_tried() {
        cli.key("ske.key");
        cli.key("other.key");
        cli.write(".env", "A=" + cli.secret());
        cli.run("encrypt", "--key", "file:ske.key", ".env").succeeds();
        String sealed = cli.read(".env").strip().substring(2);
        cli.write("b.env", "B=" + cli.secret());
        cli.run("encrypt", "--key", "file:other.key", "b.env").succeeds();
        cli.write(
                ".env",
                "A=" + sealed,
                "MOVED=" + sealed,
                cli.read("b.env").strip(),
                "CUT=" + sealed.substring(0, 40),
                "SOPS=ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]",
                "PLAIN=x");
        Cli.Run run = cli.run("verify", "--key", "file:ske.key", ".env");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        String[] lines = run.out().split("\n");
        assertThat(lines).hasSize(6);
        assertThat(lines[0]).isEqualTo("1  ok      A");
        assertThat(lines[1]).startsWith("2  failed  MOVED: ").endsWith(" [VALUE_TAMPERED]");
        assertThat(lines[2]).startsWith("3  failed  B: ").endsWith(" [KEY_MISMATCH]");
        assertThat(lines[3]).startsWith("4  failed  CUT: ").endsWith(" [VALUE_MALFORMED]");
        assertThat(lines[4]).startsWith("5  failed  SOPS: ").endsWith(" [VALUE_MALFORMED]");
        assertThat(lines[5]).endsWith(": 1 opens, 4 failed, 1 is plain");
        assertThat(run.out()).doesNotContain(sealed.substring(8, 40));
    }

    @Test
    void as_json_it_has_a_state_for_each_name() {
        cli.key("ske.key");
        cli.write("a.yaml", "ske: {keys: [file:ske.key]}", "a: " + cli.secret(), "b: ENC[v2:AAAA]");
        cli.run("encrypt", "--keys", "a", "a.yaml").succeeds();
        Cli.Run run = cli.run("verify", "--json", "a.yaml");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("{\n  \"documents\": [\n")
                .contains("\"ok\": 1", "\"failed\": 1", "\"name\": \"a\"", "\"line\": 2", "\"state\": \"ok\"")
                .contains("\"state\": \"failed\"", "\"code\": \"VALUE_MALFORMED\"", "\"message\": \"");
    }

    @Test
    void kms_is_asked_for_all_values_at_once() {
        cli.kms().symmetric("alias/app");
        cli.write(".env", "A=" + cli.secret(), "B=" + cli.secret(), "C=" + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", "kms", ".env")
                .succeeds();
        cli.run("verify", "--key", "aws-kms:alias/app", ".env").succeeds();
        assertThat(cli.kms().askedBeforeWaiting()).isEqualTo(3);
        cli.kms().deny("Decrypt");
        Cli.Run run = cli.run("verify", "--key", "aws-kms:alias/app", ".env");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("1  failed  A: ", "[KMS_ACCESS_DENIED]", ": 0 open, 3 failed, 0 are plain");
    }

    @Test
    void encrypted_values_without_any_key_are_a_wrong_call() {
        cli.key("ske.key");
        cli.write(".env", "A=" + cli.secret());
        cli.run("encrypt", "--key", "file:ske.key", ".env").succeeds();
        assertThat(cli.run("verify", ".env").isRefused().err()).contains("there is no key");
    }
}
