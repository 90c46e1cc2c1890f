package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.envelope.KmsValue;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --value-format kms} writes, and what comes of it. */
class ValueFormatTest {
    private final Cli cli;
    private final FakeKms kms;

    ValueFormatTest(@TempDir Path directory) {
        cli = new Cli(directory);
        kms = cli.kms();
    }

    @ParameterizedTest
    @CsvSource({"false,kms", "true,kms-rsa"})
    void every_value_is_one_of_kms_and_comes_back(boolean rsa, String state) {
        if (rsa) {
            kms.rsa("alias/app");
        } else {
            kms.symmetric("alias/app");
        }
        cli.write(".env", "A=" + cli.secret(), "EMPTY=", "B='" + cli.secret() + " \u00E4\u20AC\uD83D\uDE00'");
        String plain = cli.read(".env");
        assertThat(cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", "kms", ".env")
                        .succeeds()
                        .out())
                .endsWith(": 2 values encrypted, 0 were already, 1 left plain\n");
        assertThat(kms.calls()).containsExactly("DescribeKey", "Encrypt", "Encrypt");
        assertThat(values()).hasSize(2).allMatch(value -> KmsValue.parse(value).isEnvelope() == rsa);
        assertThat(cli.read(".env")).contains("\nEMPTY=\n").doesNotContain("[v2");

        assertThat(cli.run("decrypt", "--key", "aws-kms:alias/app", ".env")
                        .succeeds()
                        .out())
                .isEqualTo(plain);
        assertThat(kms.calls()).containsExactly("Decrypt", "Decrypt");
        assertThat(cli.run("status", "--key", "aws-kms:alias/app", ".env")
                        .succeeds()
                        .out())
                .contains("1  " + state, " A      (alias/app)\n", "a key is at hand for 2\n");
        assertThat(cli.run("status", ".env").succeeds().out()).contains(" A\n", "a key is at hand for 0\n");
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void set_writes_it_too() {
        kms.symmetric("alias/app");
        String secret = cli.secret();
        cli.write("a.yaml", "db: {user: app}");
        cli.input(secret)
                .run("set", "--kms-key-id", "alias/app", "--value-format=kms", "db.password", "a.yaml")
                .succeeds();
        assertThat(cli.read("a.yaml")).contains("ENC[AQICAH");
        assertThat(cli.run("get", "--kms-key-id", "alias/app", "DB_PASSWORD", "a.yaml")
                        .succeeds()
                        .out())
                .isEqualTo(secret + "\n");
    }

    @Test
    void each_value_of_an_rsa_key_has_a_data_key_of_its_own() {
        kms.rsa("alias/rsa");
        String secret = cli.secret();
        cli.write(".env", "A=" + secret, "B=" + secret);
        cli.run("encrypt", "--key", "aws-kms:alias/rsa", "--value-format", "kms", ".env")
                .succeeds();
        List<KmsValue> values = values().stream().map(KmsValue::parse).toList();
        assertThat(values.get(0).ciphertext())
                .hasSize(256)
                .isNotEqualTo(values.get(1).ciphertext());
        assertThat(values.get(0).message()).isNotEqualTo(values.get(1).message());
    }

    @Test
    void a_long_value_needs_v2_or_an_rsa_key() {
        kms.symmetric("alias/app");
        kms.rsa("alias/rsa");
        String secret = cli.secret();
        String most = secret + "x".repeat(4096 - secret.length());
        cli.write(".env", "A=" + most, "B=" + most + "y", "C=" + cli.secret());
        String before = cli.read(".env");
        assertThat(cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", "kms", ".env")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("cannot encrypt B (", ".env:2)", "4097 bytes", "4096", "--value-format v2");
        assertThat(cli.read(".env")).isEqualTo(before);
        cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", "kms", "--exclude", "B", ".env")
                .succeeds();
        cli.run("encrypt", "--key", "aws-kms:alias/rsa", "--value-format", "kms", ".env")
                .succeeds();
        assertThat(cli.run("decrypt", "--key", "aws-kms:alias/app", "--key", "aws-kms:alias/rsa", ".env")
                        .succeeds()
                        .out())
                .isEqualTo(before);
    }

    @Test
    void many_values_are_worked_on_at_once_and_one_refusal_leaves_the_file_as_it_was() {
        kms.symmetric("alias/app");
        String[] lines = new String[100];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "NAME_" + i + "=" + cli.secret();
        }
        cli.write(".env", lines);
        String plain = cli.read(".env");
        kms.takes(5);
        cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", "kms", ".env")
                .succeeds();
        assertThat(kms.mostAtOnce()).isBetween(2, 8);
        assertThat(values()).hasSize(100).doesNotHaveDuplicates();
        assertThat(cli.run("decrypt", "--key", "aws-kms:alias/app", ".env").out())
                .isEqualTo(plain);
        assertThat(kms.askedBeforeWaiting()).isEqualTo(100);

        cli.write(".env", lines);
        kms.deny("Encrypt");
        assertThat(cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", "kms", ".env")
                        .fails("KMS_ACCESS_DENIED")
                        .err())
                .contains("cannot encrypt NAME_0 (", ".env:1): alias/app: KMS denied kms:Encrypt");
        assertThat(cli.read(".env")).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "kms"})
    void an_answer_without_a_ciphertext_is_never_written(String format) {
        kms.symmetric("alias/app");
        kms.answerNonsense();
        cli.write(".env", "A=" + cli.secret());
        String before = cli.read(".env");
        assertThat(cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", format, ".env")
                        .fails("KMS_UNREACHABLE")
                        .err())
                .contains("a ciphertext of 0 bytes", "--endpoint");
        assertThat(cli.read(".env")).isEqualTo(before);
    }

    @Test
    void it_is_for_one_key_of_kms_alone() {
        cli.key("ske.key");
        kms.symmetric("alias/a");
        kms.symmetric("alias/b");
        cli.write(".env", "A=" + cli.secret());
        String[][] keys = {
            {"--key", "file:ske.key"},
            {"--key", "aws-kms:alias/a", "--key", "aws-kms:alias/b"},
            {"--key", "aws-kms:alias/a", "--key", "file:ske.key"}
        };
        for (String[] some : keys) {
            String[] arguments = new String[some.length + 4];
            arguments[0] = "encrypt";
            System.arraycopy(some, 0, arguments, 1, some.length);
            arguments[some.length + 1] = "--value-format";
            arguments[some.length + 2] = "kms";
            arguments[some.length + 3] = ".env";
            assertThat(cli.run(arguments).isRefused().err())
                    .contains("--value-format kms is for one key of AWS KMS alone", "v2");
        }
        cli.run("encrypt", "--key", "aws-kms:alias/a", "--value-format", "v1", ".env")
                .isRefused();
        assertThat(kms.calls()).isEmpty();
    }

    @Test
    void a_ciphertext_without_brackets_is_one_where_the_document_says_so() {
        kms.symmetric("alias/app");
        String secret = cli.secret() + cli.secret();
        cli.write(".env", "A=" + secret + secret);
        cli.run("encrypt", "--key", "aws-kms:alias/app", "--value-format", "kms", ".env")
                .succeeds();
        String value = values().get(0);
        String raw = value.substring("ENC[".length(), value.length() - 1);
        cli.write(".env", "SKE_RAW_KMS=true", "A=" + raw);
        cli.write("b.yaml", "a: " + raw);
        assertThat(cli.run("get", "--key", "aws-kms:alias/app", "A").succeeds().out())
                .isEqualTo(secret + secret + "\n");
        assertThat(cli.run("decrypt", "--key", "aws-kms:alias/app", ".env")
                        .succeeds()
                        .out())
                .isEqualTo("SKE_RAW_KMS=true\nA=" + secret + secret + "\n");
        assertThat(cli.run("status").succeeds().out()).contains("2  kms  A");
        assertThat(cli.run("encrypt", "--key", "aws-kms:alias/app", ".env")
                        .succeeds()
                        .out())
                .contains("0 values encrypted, 1 was already");
        assertThat(cli.run("encrypt", "--key", "aws-kms:alias/app", "b.yaml")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("b.yaml:1", "raw-kms: true")
                .doesNotContain(raw.substring(0, 20));
    }

    private List<String> values() {
        return Pattern.compile("ENC\\[[^]]+]")
                .matcher(cli.read(".env"))
                .results()
                .map(value -> value.group())
                .toList();
    }
}
