package dev.ske.cli.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.envelope.Envelope;
import dev.ske.cli.Cli;
import dev.ske.cli.FakeKms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateTest {
    private final Cli cli;
    private final FakeKms kms;

    RotateTest(@TempDir Path directory) {
        cli = new Cli(directory);
        kms = cli.kms();
    }

    @Test
    void all_values_are_under_one_new_data_key_and_nothing_else_changes() {
        String id = cli.key("ske.key");
        cli.write(
                "secrets.yaml",
                "# ours",
                "ske: {keys: [\"file:ske.key\"]}",
                "db: {password: \"" + cli.secret() + "\", port: 5432, on: true} # here",
                "host: db.example.org");
        String plain = cli.read("secrets.yaml");
        cli.run("encrypt", "--keys", "db.password,db.port,db.on", "secrets.yaml")
                .succeeds();
        String first = cli.read("secrets.yaml");
        cli.key("other.key");
        // a value that somebody else's command encrypted has a data key of its own
        cli.write("b.yaml", "ske: {keys: [\"file:ske.key\"]}", "token: " + cli.secret());
        cli.run("encrypt", "b.yaml").succeeds();
        cli.write("secrets.yaml", first.strip(), cli.read("b.yaml").split("\n", -1)[1]);
        String before = cli.read("secrets.yaml");
        Cli.Run run = cli.run("rotate").succeeds();
        assertThat(run.out()).isEqualTo(cli.path("secrets.yaml") + ": 4 values rotated, 1 is plain\n");
        String after = cli.read("secrets.yaml");
        assertThat(blocks(before)).hasSize(2);
        assertThat(blocks(after)).hasSize(1).doesNotContainAnyElementsOf(blocks(before));
        assertThat(Holders.of(values(after))).containsExactly(id);
        assertThat(withoutValues(after)).isEqualTo(withoutValues(before));
        assertThat(cli.run("decrypt", "secrets.yaml").succeeds().out()).startsWith(plain.stripTrailing());
    }

    @Test
    void the_old_keys_holder_opens_nothing_afterwards_and_the_document_names_the_new_key() throws Exception {
        String old = cli.key("old.key");
        Files.createDirectories(cli.path("conf"));
        cli.write("conf/secrets.yaml", "ske:", "  keys:", "    - file: ../old.key # 2024", "a: " + cli.secret());
        String plain = cli.read("conf/secrets.yaml");
        cli.run("encrypt", "conf/secrets.yaml").succeeds();
        String fresh = cli.key("new.key");
        Cli.Run run = cli.run("rotate", "--old-key", "file:old.key", "--new-key", "file:new.key", "conf/secrets.yaml")
                .succeeds();
        String name = cli.path("conf/secrets.yaml") + ": ";
        assertThat(run.out())
                .isEqualTo(name + "1 value rotated, 0 are plain\n" + name + "gained " + fresh + " (new.key)\n" + name
                        + "lost " + old + " (old.key)\n" + name
                        + "line 3: file:../new.key is in the place of file:../old.key now\n");
        Files.delete(cli.path("old.key"));
        assertThat(cli.run("decrypt", "conf/secrets.yaml").succeeds().out())
                .isEqualTo(plain.replace("../old.key", "\"../new.key\""));
    }

    @Test
    void overlapping_readers_with_either_key_open_every_value() {
        cli.key("old.key");
        String fresh = cli.key("new.key");
        String secret = cli.secret();
        for (String[] document : List.of(
                new String[] {"a.yaml", "ske: {keys: [\"file:./old.key\"]}", "a: " + secret},
                new String[] {"a.json", "{\"ske\": {\"keys\": [\"file:old.key\"]}, \"a\": \"" + secret + "\"}"},
                new String[] {"a.env", "SKE_KEYS=file:old.key", "a=" + secret},
                new String[] {"a.properties", "SKE_KEYS = file:old.key", "a = " + secret})) {
            cli.write(document[0], List.of(document).subList(1, document.length).toArray(new String[0]));
            cli.run("encrypt", document[0]).succeeds();
            assertThat(cli.run(
                                    "rotate",
                                    "--old-key",
                                    "file:old.key",
                                    "--new-key",
                                    "file:new.key",
                                    "--overlap",
                                    document[0])
                            .succeeds()
                            .out())
                    .contains("gained " + fresh, "file:./new.key is among the document's keys now")
                    .doesNotContain("lost");
            assertThat(cli.read(document[0])).contains("old.key", "file:./new.key");
            for (String key : List.of("file:old.key", "file:new.key")) {
                assertThat(cli.run("get", "--key", key, "a", document[0])
                                .succeeds()
                                .out())
                        .isEqualTo(secret + "\n");
            }
            cli.run("rewrap", "--remove-key", "file:old.key", document[0]).succeeds();
            assertThat(cli.read(document[0])).doesNotContain("old.key").contains("file:./new.key");
            cli.run("get", "--key", "file:old.key", "a", document[0]).fails("KEY_MISMATCH");
            assertThat(cli.run("get", "a", document[0]).succeeds().out()).isEqualTo(secret + "\n");
        }
    }

    @Test
    void the_npm_packages_file_keeps_its_form_and_names_its_new_key() {
        kms.symmetric("alias/old");
        kms.symmetric("alias/new");
        String one = cli.secret();
        String two = cli.secret();
        cli.write(".env", "KMS_KEY_ID=alias/old", "A=" + one, "B=" + two, "C=plain");
        cli.run("encrypt", "--kms-key-id=alias/old", "--value-format", "kms", "--keys=A,B", ".env")
                .succeeds();
        String before = cli.read(".env");
        kms.calls();
        Cli.Run run = cli.run("rotate", "--old-kms-key-id=alias/old", "--kms-key-id=alias/new")
                .succeeds();
        assertThat(run.out())
                .contains("2 values rotated, 1 is plain", "gained aws-kms:alias/new", "lost aws-kms:alias/old");
        assertThat(kms.calls()).containsExactlyInAnyOrder("Decrypt", "Decrypt", "DescribeKey", "Encrypt", "Encrypt");
        String after = cli.read(".env");
        assertThat(after).startsWith("KMS_KEY_ID=alias/new\nA=ENC[AQICA").endsWith("\nC=plain\n");
        assertThat(values(after)).hasSize(2).doesNotContainAnyElementsOf(values(before));
        assertThat(cli.run("get", "A", ".env").succeeds().out()).isEqualTo(one + "\n");
        assertThat(cli.run("get", "B", ".env").succeeds().out()).isEqualTo(two + "\n");
        cli.run("get", "--kms-key-id=alias/old", "A", ".env").fails("KMS_INVALID_CIPHERTEXT");
    }

    @Test
    void without_configured_keys_the_npm_packages_options_mean_exactly_the_new_key() {
        kms.rsa("alias/old");
        kms.rsa("alias/new");
        String secret = cli.secret();
        cli.write("a.yaml", "a: {b: " + secret + "}");
        cli.run("encrypt", "--kms-key-id=alias/old", "--value-format=kms", "a.yaml")
                .succeeds();
        cli.run("rotate", "--path=a.yaml", "--old-kms-key-id=alias/old", "--kms-key-id=alias/new")
                .succeeds();
        assertThat(cli.run("get", "--kms-key-id=alias/new", "a.b", "a.yaml")
                        .succeeds()
                        .out())
                .isEqualTo(secret + "\n");
    }

    @Test
    void a_key_file_beside_kms_key_id_becomes_a_list_and_the_document_opens_with_it_alone() {
        kms.symmetric("alias/app");
        cli.key("dev.key");
        String secret = cli.secret();
        cli.write(".env", "KMS_KEY_ID=alias/app", "AWS_REGION=eu-central-1", "A=" + secret);
        cli.run("encrypt", ".env").succeeds();
        cli.run("rewrap", "--add-key", "file:dev.key", ".env").succeeds();
        assertThat(cli.read(".env"))
                .contains("SKE_KEYS=aws-kms:alias/app,file:./dev.key", "SKE_KEYS_0_REGION=eu-central-1");
        assertThat(cli.run("get", "A", ".env").succeeds().out()).isEqualTo(secret + "\n");
        kms.deny("Decrypt");
        assertThat(cli.run("get", "A", ".env").succeeds().out()).isEqualTo(secret + "\n");
    }

    @Test
    void values_of_kms_form_have_place_for_one_key_and_move_to_v2_when_asked() {
        kms.symmetric("alias/old");
        kms.symmetric("alias/new");
        cli.key("dev.key");
        String secret = cli.secret();
        cli.write(".env", "KMS_KEY_ID=alias/old", "A=" + secret);
        cli.run("encrypt", "--value-format", "kms", ".env").succeeds();
        String before = cli.read(".env");
        String[] overlap = {"rotate", "--old-kms-key-id=alias/old", "--kms-key-id=alias/new", "--overlap", ".env"};
        assertThat(cli.run(overlap).fails("CONFIG_INVALID").err()).contains("A (", "--value-format v2");
        assertThat(cli.run("rewrap", "--add-key", "file:dev.key", ".env")
                        .fails("CONFIG_INVALID")
                        .err())
                .contains("--value-format v2");
        assertThat(cli.read(".env")).isEqualTo(before);
        cli.run("rewrap", "--add-key", "file:dev.key", "--value-format", "v2", ".env")
                .succeeds();
        assertThat(cli.read(".env")).contains("A=ENC[v2:");
        assertThat(cli.run("get", "--key", "file:dev.key", "A", ".env")
                        .succeeds()
                        .out())
                .isEqualTo(secret + "\n");
        // as text, and not as bytes that no document can hold
        assertThat(cli.run("decrypt", ".env").succeeds().out()).contains("\nA=" + secret + "\n");
    }

    @Test
    void a_value_that_does_not_open_leaves_every_file_as_it_was() {
        cli.key("ske.key");
        cli.key("foreign.key");
        for (String name : List.of("a.env", "b.env")) {
            cli.write(
                    name, "SKE_KEYS=file:" + (name.startsWith("a") ? "ske" : "foreign") + ".key", "A=" + cli.secret());
            cli.run("encrypt", name).succeeds();
        }
        cli.write("b.env", "X=1", cli.read("b.env").split("\n", -1)[1]);
        String a = cli.read("a.env");
        String b = cli.read("b.env");
        assertThat(cli.run("rotate", "--key", "file:ske.key", "a.env", "b.env")
                        .fails("KEY_MISMATCH")
                        .err())
                .contains("cannot open A (", "b.env:2)");
        cli.write("c.env", "B=ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]");
        assertThat(cli.run("rotate", "--key", "file:ske.key", "a.env", "c.env")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("c.env:1");
        assertThat(cli.read("a.env")).isEqualTo(a);
        assertThat(cli.read("b.env")).isEqualTo(b);
    }

    @Test
    void a_dry_run_opens_and_asks_nothing() {
        kms.symmetric("alias/old");
        kms.symmetric("alias/new");
        cli.write(".env", "SKE_KEYS=aws-kms:alias/old", "A=" + cli.secret());
        cli.run("encrypt", ".env").succeeds();
        String before = cli.read(".env");
        kms.calls();
        String[] rotate = {
            "rotate", "--old-key", "aws-kms:alias/old", "--new-key", "aws-kms:alias/new", "--dry-run", ".env"
        };
        Cli.Run run = cli.run(rotate).succeeds();
        String name = cli.path(".env") + ": ";
        assertThat(run.out())
                .isEqualTo(name + "1 value would be rotated, 0 are plain\n  A\n" + name
                        + "would gain aws-kms:alias/new\n" + name + "would lose aws-kms:alias/old\n" + name
                        + "would say: line 1: aws-kms:alias/new is in the place of aws-kms:alias/old now\n");
        assertThat(kms.calls()).isEmpty();
        assertThat(cli.read(".env")).isEqualTo(before);
        rotate[5] = "--json";
        assertThat(cli.run(rotate).succeeds().out())
                .contains(
                        "\"changed\": 1", "\"gained\": [", "\"lost\": [", "\"state\": \"rotated\"", "\"warnings\": []");
        assertThat(cli.read(".env")).contains("SKE_KEYS=aws-kms:alias/new");
    }

    @Test
    void an_old_key_that_nobody_knows_or_that_may_be_another_one_is_refused() {
        String arn = kms.symmetric("alias/app");
        cli.key("ske.key");
        cli.key("new.key");
        cli.key("typo.key");
        cli.write("a.env", "SKE_KEYS=file:ske.key", "A=" + cli.secret());
        cli.run("encrypt", "a.env").succeeds();
        assertThat(cli.run("rotate", "--old-key", "file:typo.key", "--new-key", "file:new.key", "a.env")
                        .fails("CONFIG_INVALID")
                        .err())
                .contains("file:typo.key is none of its keys");
        cli.write("b.env", "SKE_KEYS=aws-kms:alias/app", "A=" + cli.secret());
        cli.run("encrypt", "b.env").succeeds();
        assertThat(cli.run("rotate", "--old-key", "aws-kms:" + arn, "--new-key", "file:new.key", "b.env")
                        .fails("CONFIG_INVALID")
                        .err())
                .contains("may be the key that is configured as aws-kms:alias/app");
        assertThat(cli.run("rotate", "--overlap", "a.env").isRefused().err()).contains("--overlap");
        assertThat(cli.run("rotate", "--old-key", "file:ske.key", "a.env")
                        .isRefused()
                        .err())
                .contains("no key would be left");
    }

    @Test
    void an_attested_keys_values_come_under_one_data_key_outside_of_the_enclave_too() {
        kms.symmetric("alias/app");
        cli.key("dev.key");
        kms.leaveEnclave();
        cli.write("a.env", "SKE_KEYS=aws-kms:alias/app,file:dev.key", "A=" + cli.secret());
        cli.run("encrypt", "a.env").succeeds();
        cli.input("second").run("set", "B", "a.env").succeeds();
        cli.run("rotate", "a.env").succeeds();
        assertThat(blocks(cli.read("a.env"))).hasSize(1);
        assertThat(kms.calls()).endsWith("GenerateDataKey", "Encrypt");
    }

    private static List<String> values(String document) {
        return Pattern.compile("ENC\\[[^]]*]")
                .matcher(document)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Set<String> blocks(String document) {
        return values(document).stream()
                .map(value ->
                        Base64.getEncoder().encodeToString(Envelope.parse(value).wrapsBlock()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String withoutValues(String document) {
        return document.replaceAll("ENC\\[[^]]*]", "");
    }
}
