package dev.ske.cli.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.cli.Cli;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a rotation a document opens with the keys that it names itself. */
class KeyListTest {
    private final Cli cli;
    private String secret = "";

    KeyListTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @BeforeEach
    void make_keys() {
        cli.key("old.key");
        cli.key("new.key");
        cli.kms().symmetric("alias/old");
        cli.kms().symmetric("alias/new");
        secret = cli.secret();
    }

    @Test
    void a_kms_keys_settings_hold_for_the_one_that_takes_its_place() {
        cli.write(
                "a.yaml",
                "ske:",
                "  keys:",
                "    - aws-kms: alias/old",
                "      region: eu-central-1",
                "      encryption-context: {app: billing}",
                "a: " + secret);
        encrypt("a.yaml");
        opensAfter("a.yaml", "rotate", "--old-key", "aws-kms:alias/old", "--new-key", "aws-kms:alias/new", "a.yaml");
        assertThat(cli.read("a.yaml"))
                .startsWith("ske:\n  keys:\n    - aws-kms: alias/new\n      region: eu-central-1\n");
        assertThat(cli.kms().last().context()).containsEntry("app", "billing");
    }

    @Test
    void an_item_that_takes_no_such_key_makes_room_for_a_new_one() {
        cli.write("a.yaml", "ske:", "  keys:", "    - file: old.key", "a: " + secret);
        encrypt("a.yaml");
        opensAfter("a.yaml", "rotate", "--old-key", "file:old.key", "--new-key", "aws-kms:alias/new", "a.yaml");
        assertThat(cli.read("a.yaml")).contains("aws-kms:alias/new").doesNotContain("old.key");
        cli.write("b.env", "KMS_KEY_ID=alias/old", "AWS_REGION=eu-central-1", "A=" + secret);
        encrypt("b.env");
        opensAfter("b.env", "rotate", "--old-kms-key-id=alias/old", "--new-key=file:new.key", "b.env");
        assertThat(cli.read("b.env")).contains("\nSKE_KEYS=file:./new.key\n");
        cli.kms().deny("Decrypt");
        assertThat(cli.run("get", "A", "b.env").succeeds().out()).isEqualTo(secret + "\n");
    }

    @Test
    void several_keys_change_places_and_the_others_stay() {
        cli.key("third.key");
        cli.write("a.json", "{\"ske\": {\"keys\": [", "  \"file:old.key\",", "  \"file:third.key\"", "]},");
        cli.write("a.json", cli.read("a.json") + "\"a\": \"" + secret + "\"}");
        encrypt("a.json");
        opensAfter("a.json", "rotate", "--old-key=file:old.key", "--new-key=file:new.key", "a.json");
        assertThat(cli.read("a.json")).contains("[\n  \"file:./new.key\",\n  \"file:third.key\"\n]");
        opensAfter(
                "a.json",
                "rotate",
                "--old-key=file:third.key",
                "--old-key=file:new.key",
                "--new-key=file:old.key",
                "a.json");
        assertThat(cli.read("a.json")).contains("[\n  \"file:./old.key\"\n]");
        cli.write("b.env", "SKE_KEYS_0_FILE=old.key", "SKE_KEYS_1=file:third.key", "A=" + secret);
        encrypt("b.env");
        opensAfter("b.env", "rotate", "--old-key=file:old.key", "--new-key=file:new.key", "b.env");
        opensAfter("b.env", "rewrap", "--add-key=file:old.key", "b.env");
        assertThat(cli.read("b.env"))
                .startsWith("SKE_KEYS_0_FILE=./new.key\nSKE_KEYS_1=file:third.key\n")
                .endsWith("\nSKE_KEYS_2=file:./old.key\n");
    }

    @Test
    void a_variable_that_stands_for_several_keys_moves_no_other_one() {
        cli.variable("KEYS", "file:old.key,file:third.key");
        String third = cli.key("third.key");
        cli.key("fourth.key");
        cli.write("b.env", "SKE_KEYS=${KEYS},file:new.key", "A=" + secret);
        encrypt("b.env");
        Cli.Run run = cli.run("rotate", "--old-key=file:third.key", "--new-key=file:fourth.key", "b.env");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("lost " + third);
        assertThat(run.err())
                .contains("b.env:1: the document's own keys could not be changed: take out file:third.key");
        assertThat(cli.read("b.env")).startsWith("SKE_KEYS='${KEYS},file:new.key,file:./fourth.key'\n");
        assertThat(cli.run("get", "A", "b.env").succeeds().out()).isEqualTo(secret + "\n");
    }

    @Test
    void a_list_that_cannot_be_changed_is_said_with_its_line() {
        cli.variable("KEYS", "file:old.key,file:new.key");
        cli.key("third.key");
        cli.write("b.env", "# keys", "SKE_KEYS=${KEYS}", "A=" + secret);
        encrypt("b.env");
        Cli.Run run = cli.run("rotate", "--old-key=file:old.key", "b.env");
        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .isEqualTo("ske: warning: " + cli.path("b.env")
                        + ":2: the document's own keys could not be changed: take out file:old.key there\n");
        assertThat(cli.read("b.env")).contains("\nSKE_KEYS=${KEYS}\n");
        assertThat(cli.run("get", "A", "b.env").succeeds().out()).isEqualTo(secret + "\n");
    }

    @Test
    void a_key_that_is_not_there_is_not_named() {
        cli.write("a.env", "SKE_KEYS=file:old.key");
        for (String[] command : new String[][] {
            {"rotate", "--old-key=file:old.key", "--new-key=file:none.key", "a.env"},
            {"rewrap", "--add-key=file:none.key", "a.env"}
        }) {
            assertThat(cli.run(command).fails("KEY_FILE_MISSING").err()).contains("none.key");
        }
        assertThat(cli.read("a.env")).isEqualTo("SKE_KEYS=file:old.key\n");
    }

    private void encrypt(String document) {
        cli.run("encrypt", document).succeeds();
    }

    private void opensAfter(String document, String... command) {
        cli.run(command).succeeds();
        String name = document.endsWith(".env") ? "A" : "a";
        assertThat(cli.run("get", name, document).succeeds().out()).isEqualTo(secret + "\n");
    }
}
