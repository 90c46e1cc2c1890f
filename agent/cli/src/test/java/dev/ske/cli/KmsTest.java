package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.envelope.Envelope;
import dev.ske.agent.envelope.KmsWrap;
import dev.ske.agent.envelope.Wrap;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values in the default format, for keys of AWS KMS. */
class KmsTest {
    private final Cli cli;
    private final FakeKms kms;

    KmsTest(@TempDir Path directory) {
        cli = new Cli(directory);
        kms = cli.kms();
    }

    @Test
    void a_file_of_many_values_costs_one_call_for_its_data_key_either_way() {
        kms.symmetric("alias/app");
        List<String> secrets = List.of(cli.secret(), cli.secret(), cli.secret());
        cli.write(".env", "A=" + secrets.get(0), "B=" + secrets.get(1), "C=" + secrets.get(2));
        String plain = cli.read(".env");
        cli.run("encrypt", "--key", "aws-kms:alias/app", ".env").succeeds();
        assertThat(kms.calls()).containsExactly("DescribeKey", "GenerateDataKey");
        assertThat(values()).hasSize(3).allMatch(value -> value.startsWith("ENC[v2:"));

        Cli.Run run = cli.run("decrypt", "--key", "aws-kms:alias/app", ".env").succeeds();
        assertThat(run.out()).isEqualTo(plain);
        assertThat(kms.calls()).containsExactly("Decrypt");
    }

    @Test
    void the_options_name_of_the_node_original_means_the_same() {
        kms.symmetric("alias/app");
        String secret = cli.secret();
        cli.write(".env", "A=" + secret);
        cli.run("encrypt", "--kms-key-id=alias/app", ".env").succeeds();
        assertThat(cli.run("get", "--key", "aws-kms:alias/app", "A", ".env").out())
                .isEqualTo(secret + "\n");
    }

    @Test
    void each_of_several_keys_of_all_kinds_opens_what_is_encrypted_for_them() {
        cli.key("ske.key");
        String first = kms.symmetric("alias/first");
        String second = kms.symmetric("alias/second");
        String rsa = kms.rsa("alias/rsa");
        String secret = cli.secret();
        cli.write("a.yaml", "password: " + secret);
        String[] keys = {"aws-kms:alias/rsa", "aws-kms:alias/first", "file:ske.key", "aws-kms:" + second};
        cli.run("encrypt", "--key", keys[0], "--key", keys[1], "--key", keys[2], "--key", keys[3], "a.yaml")
                .succeeds();
        assertThat(kms.calls())
                .filteredOn(call -> !call.equals("DescribeKey"))
                .containsExactly("GenerateDataKey", "Encrypt", "Encrypt");
        List<Wrap> wraps = Envelope.parse(values("a.yaml").get(0)).wraps();
        assertThat(wraps).extracting(Wrap::type).containsExactly(Wrap.LOCAL, Wrap.KMS, Wrap.KMS, Wrap.KMS);
        assertThat(wraps.subList(1, 4).stream().map(KmsWrap::parse))
                .extracting(KmsWrap::arn)
                .containsExactly(rsa, first, second);
        for (String key : keys) {
            assertThat(cli.run("get", "--key", key, "password", "a.yaml")
                            .succeeds()
                            .out())
                    .isEqualTo(secret + "\n");
        }
    }

    @Test
    void no_data_key_or_value_is_left_in_the_arrays_that_kms_gave_or_got() {
        kms.symmetric("alias/app");
        kms.rsa("alias/rsa");
        cli.write(".env", "A=" + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:alias/app", "--key", "aws-kms:alias/rsa", ".env")
                .succeeds();
        cli.write("b.env", "B=" + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", "kms", "b.env")
                .succeeds();
        assertThat(kms.handed())
                .hasSize(3)
                .allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
    }

    @Test
    void an_rsa_key_alone_wraps_a_data_key_of_ours() {
        kms.rsa("alias/rsa");
        String secret = cli.secret();
        cli.write("a.yaml", "password: " + secret);
        cli.run("encrypt", "--key", "aws-kms:alias/rsa", "a.yaml").succeeds();
        assertThat(kms.calls()).containsExactly("DescribeKey", "Encrypt");
        assertThat(cli.run("get", "--key", "aws-kms:alias/rsa", "password", "a.yaml")
                        .succeeds()
                        .out())
                .isEqualTo(secret + "\n");
    }

    @Test
    void the_files_data_key_is_used_again_for_the_same_keys_and_costs_one_decrypt() {
        kms.symmetric("alias/app");
        String other = kms.symmetric("alias/other");
        cli.write(".env", "A=" + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:alias/app", ".env").succeeds();
        kms.calls();
        set("B", "--key", "aws-kms:alias/app");
        assertThat(kms.calls()).containsExactlyInAnyOrder("DescribeKey", "Decrypt");
        set("C", "--key", "aws-kms:" + other);
        assertThat(kms.calls()).containsExactly("DescribeKey", "GenerateDataKey");
        assertThat(blocks(".env")).hasSize(2);
    }

    @Test
    void who_may_not_decrypt_makes_a_new_data_key() {
        kms.symmetric("alias/app");
        cli.write(".env", "A=" + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:alias/app", ".env").succeeds();
        kms.deny("Decrypt");
        set("B", "--key", "aws-kms:alias/app");
        assertThat(blocks(".env")).hasSize(2);
    }

    @Test
    void outside_of_the_enclave_that_a_key_is_attested_for_the_data_key_is_ours() {
        kms.symmetric("alias/app");
        kms.leaveEnclave();
        String secret = cli.secret();
        cli.write(".env", "A=" + secret);
        cli.run("encrypt", "--key", "aws-kms:alias/app", ".env").succeeds();
        assertThat(kms.calls()).containsExactly("DescribeKey", "GenerateDataKey", "Encrypt");
        set("B", "--key", "aws-kms:alias/app");
        assertThat(kms.calls()).containsExactly("Decrypt", "DescribeKey", "GenerateDataKey", "Encrypt");
        assertThat(blocks(".env")).hasSize(2);
    }

    @Test
    void a_second_run_changes_nothing_and_asks_nothing() {
        kms.symmetric("alias/app");
        cli.write(".env", "A=" + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:alias/app", ".env").succeeds();
        String before = cli.read(".env");
        kms.calls();
        cli.run("encrypt", "--key", "aws-kms:alias/app", ".env").succeeds();
        assertThat(cli.read(".env")).isEqualTo(before);
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void several_files_ask_once_for_the_kind_of_the_key() {
        kms.symmetric("alias/app");
        cli.write("a.env", "A=" + cli.secret());
        cli.write("b.env", "B=" + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:alias/app", "a.env", "b.env").succeeds();
        assertThat(kms.calls()).containsExactly("DescribeKey", "GenerateDataKey", "GenerateDataKey");
    }

    @Test
    void who_may_not_describe_a_key_says_its_kind() {
        kms.rsa("alias/rsa");
        kms.deny("DescribeKey");
        String secret = cli.secret();
        cli.write(".env", "A=" + secret);
        assertThat(cli.run("encrypt", "--key", "aws-kms:alias/rsa", ".env")
                        .fails("KMS_ACCESS_DENIED")
                        .err())
                .contains("alias/rsa: KMS denied kms:DescribeKey");
        assertThat(cli.read(".env")).isEqualTo("A=" + secret + "\n");
        cli.run("encrypt", "--key", "aws-kms:alias/rsa", "--key-spec", "RSA_2048", ".env")
                .succeeds();
        assertThat(cli.run("get", "--key", "aws-kms:alias/rsa", "A", ".env").out())
                .isEqualTo(secret + "\n");
    }

    @Test
    void with_the_kind_said_the_data_key_is_used_again_if_the_key_is_named_by_its_arn() {
        String arn = kms.symmetric("alias/app");
        cli.write(".env", "A=" + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:" + arn, "--key-spec", "SYMMETRIC_DEFAULT", ".env")
                .succeeds();
        set("B", "--key", "aws-kms:" + arn, "--key-spec", "SYMMETRIC_DEFAULT");
        assertThat(kms.calls()).containsExactly("GenerateDataKey", "Decrypt");
        assertThat(blocks(".env")).hasSize(1);
        set("C", "--key", "aws-kms:alias/app", "--key-spec", "SYMMETRIC_DEFAULT");
        assertThat(blocks(".env")).hasSize(2);
    }

    @Test
    void what_kms_refuses_is_said_with_place_and_name_and_nothing_is_written() {
        kms.symmetric("alias/app");
        String secret = cli.secret();
        cli.write(".env", "# one", "A=" + secret);
        String before = cli.read(".env");
        assertThat(cli.run("encrypt", "--key", "aws-kms:alias/none", ".env")
                        .fails("KMS_KEY_NOT_FOUND")
                        .err())
                .contains("alias/none: ");
        assertThat(cli.read(".env")).isEqualTo(before);
        cli.run("encrypt", "--key", "aws-kms:alias/app", ".env").succeeds();
        kms.deny("Decrypt");
        assertThat(cli.run("get", "--key", "aws-kms:alias/app", "A", ".env")
                        .fails("KMS_ACCESS_DENIED")
                        .err())
                .contains("cannot open A (", ".env:2)", "kms:Decrypt");
        assertThat(cli.run("decrypt", "--key", "aws-kms:alias/app", ".env")
                        .fails("KMS_ACCESS_DENIED")
                        .err())
                .contains("cannot open A (");
    }

    @Test
    void the_encryption_context_must_be_the_same() {
        kms.symmetric("alias/app");
        String secret = cli.secret();
        cli.write(".env", "A=" + secret);
        String[] context = {"--encryption-context", "app=billing", "--encryption-context", "stage=a=b"};
        cli.run("encrypt", "--key", "aws-kms:alias/app", context[0], context[1], context[2], context[3], ".env")
                .succeeds();
        assertThat(kms.last().context()).isEqualTo(Map.of("app", "billing", "stage", "a=b"));
        cli.run("get", "--key", "aws-kms:alias/app", context[0], context[1], "A", ".env")
                .fails("KMS_INVALID_CIPHERTEXT");
        assertThat(cli.run(
                                "get",
                                "--key",
                                "aws-kms:alias/app",
                                context[2],
                                context[3],
                                context[0],
                                context[1],
                                "A",
                                ".env")
                        .succeeds()
                        .out())
                .isEqualTo(secret + "\n");
    }

    @Test
    void status_names_the_keys_and_asks_nobody() {
        cli.key("ske.key");
        String arn = kms.symmetric("alias/app");
        String other = kms.symmetric("alias/other");
        cli.write("a.yaml", "password: " + cli.secret());
        cli.run("encrypt", "--key", "aws-kms:" + arn, "--key", "aws-kms:alias/other", "a.yaml")
                .succeeds();
        kms.calls();
        assertThat(cli.run("status", "a.yaml").succeeds().out())
                .contains("1  encrypted  password  " + arn + ", " + other + "\n", "a key is at hand for 0\n");
        assertThat(cli.run("status", "--key", "aws-kms:" + arn, "a.yaml")
                        .succeeds()
                        .out())
                .contains("  " + arn + " (" + arn + "), " + other + "\n", "a key is at hand for 1\n");
        assertThat(cli.run("status", "--key", "aws-kms:alias/app", "a.yaml")
                        .succeeds()
                        .out())
                .contains("  " + arn + " (alias/app), " + other + " (alias/app)\n");
        assertThat(kms.calls()).isEmpty();
    }

    private void set(String name, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "set";
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[options.length + 1] = name;
        arguments[options.length + 2] = ".env";
        cli.input(cli.secret()).run(arguments).succeeds();
    }

    private List<String> values() {
        return values(".env");
    }

    private List<String> values(String file) {
        return Pattern.compile("ENC\\[[^]]+]")
                .matcher(cli.read(file))
                .results()
                .map(value -> value.group())
                .toList();
    }

    /** The distinct data keys of a file. */
    private List<ByteBuffer> blocks(String file) {
        return values(file).stream()
                .map(value -> ByteBuffer.wrap(Envelope.parse(value).wrapsBlock()))
                .distinct()
                .toList();
    }
}
