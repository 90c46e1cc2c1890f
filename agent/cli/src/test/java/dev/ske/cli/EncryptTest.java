package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.envelope.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptTest {
    private final Cli cli;

    EncryptTest(@TempDir Path directory) {
        cli = new Cli(directory);
    }

    @Test
    void without_a_key_it_says_where_one_is_named() {
        cli.write("a.yaml", "password: " + cli.secret());
        assertThat(cli.run("encrypt", "a.yaml").isRefused().err()).contains("no key", "ske: {keys: [file:./ske.key]}");
        cli.write(".env", "PASSWORD=" + cli.secret());
        assertThat(cli.run("encrypt", ".env").isRefused().err()).contains("SKE_KEYS=file:./ske.key");
    }

    @Test
    void the_keys_of_the_document_are_taken_and_its_configuration_stays_plain() {
        cli.key("ske.key");
        cli.write("a.yaml", "ske: {keys: [file:ske.key], profile: '${NOWHERE}'}", "password: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        assertThat(cli.read("a.yaml"))
                .startsWith("ske: {keys: [file:ske.key], profile: '${NOWHERE}'}\npassword: ENC[v2:");
        cli.write(".env", "SKE_KEYS=file:ske.key", "PASSWORD=" + cli.secret());
        cli.run("encrypt", ".env").succeeds();
        assertThat(cli.read(".env")).startsWith("SKE_KEYS=file:ske.key\nPASSWORD=ENC[v2:");
    }

    @Test
    void a_misspelt_setting_is_not_taken_for_no_key() {
        cli.write("a.yaml", "ske: {keyz: [file:ske.key]}", "password: " + cli.secret());
        assertThat(cli.run("encrypt", "a.yaml").fails("CONFIG_INVALID").err()).contains("did you mean keys");
    }

    @Test
    void what_is_encrypted_already_stays_byte_for_byte() {
        cli.key("ske.key");
        cli.write("a.yaml", "one: " + cli.secret());
        cli.run("encrypt", "--key", "file:ske.key", "a.yaml").succeeds();
        String before = cli.read("a.yaml");
        assertThat(cli.run("encrypt", "--key", "file:ske.key", "a.yaml")
                        .succeeds()
                        .out())
                .endsWith(": 0 values encrypted, 1 was already, 0 left plain\n");
        assertThat(cli.read("a.yaml")).isEqualTo(before);
    }

    @Test
    void values_of_a_file_share_a_data_key_until_the_keys_are_others() {
        cli.key("a.key");
        cli.key("b.key");
        cli.write("a.yaml", "one: " + cli.secret(), "two: " + cli.secret());
        cli.run("encrypt", "--key", "file:a.key", "--keys", "one", "a.yaml").succeeds();
        cli.run("encrypt", "--key", "file:a.key", "--keys", "two", "a.yaml").succeeds();
        cli.input(cli.secret())
                .run("set", "three", "--key", "file:a.key", "a.yaml")
                .succeeds();
        cli.input(cli.secret())
                .run("set", "four", "--key", "file:a.key", "--key", "file:b.key", "a.yaml")
                .succeeds();
        cli.input(cli.secret())
                .run("set", "five", "--key", "file:b.key", "a.yaml")
                .succeeds();
        List<ByteBuffer> blocks = Pattern.compile("ENC\\[[^]]+]")
                .matcher(cli.read("a.yaml"))
                .results()
                .map(value -> ByteBuffer.wrap(Envelope.parse(value.group()).wrapsBlock()))
                .toList();
        assertThat(blocks).hasSize(5);
        assertThat(Set.copyOf(blocks.subList(0, 3))).hasSize(1);
        assertThat(Set.copyOf(blocks)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --keys db.password             | db.password
            --keys DB_PASSWORD,token       | db.password token
            --keys alias                   | token
            --patterns **.password         | password db.password
            --patterns DB_*                | db.password db.host
            --patterns **.password --keys token | password db.password token
            --exclude **.password,token    | db.host
            --exclude token                | password db.password db.host
            """)
    void the_options_select_the_values(String options, String selected) {
        cli.key("ske.key");
        String[] names = {"password", "token", "db.password", "db.host"};
        cli.write(
                "a.yaml",
                "password: a-" + cli.secret(),
                "token: &t b-" + cli.secret(),
                "alias: *t",
                "db:",
                "  password: c-" + cli.secret(),
                "  host: d-" + cli.secret(),
                "  port: 5432");
        String[] arguments = ("encrypt --key file:ske.key " + options + " a.yaml").split(" ");
        cli.run(arguments).succeeds();
        for (int i = 0; i < names.length; i++) {
            boolean plain = cli.read("a.yaml").contains((char) ('a' + i) + "-s-");
            assertThat(plain).as(names[i]).isNotEqualTo((" " + selected + " ").contains(" " + names[i] + " "));
        }
        assertThat(cli.read("a.yaml")).contains("alias: *t", "port: 5432");
    }

    @Test
    void a_name_that_is_not_there_is_an_error_with_the_nearest() {
        cli.key("ske.key");
        cli.write("a.yaml", "password: " + cli.secret());
        assertThat(cli.run("encrypt", "--key", "file:ske.key", "--keys", "pasword", "a.yaml")
                        .fails("SECRET_NOT_FOUND")
                        .err())
                .contains("there is no pasword; did you mean password");
    }

    @Test
    void names_that_lead_to_kms_stay_plain_and_the_report_says_so() {
        cli.key("ske.key");
        String text = "AWS_SECRET_ACCESS_KEY=" + cli.secret() + "\n";
        cli.write(".env", text + "PASSWORD=" + cli.secret());
        assertThat(cli.run("encrypt", "--key", "file:ske.key", ".env")
                        .succeeds()
                        .out())
                .contains("1 value encrypted", "never encrypted, because they lead to KMS: AWS_SECRET_ACCESS_KEY");
        assertThat(cli.read(".env")).startsWith(text + "PASSWORD=ENC[v2:");
        cli.run("encrypt", "--key", "file:ske.key", "--keys", "AWS_SECRET_ACCESS_KEY", ".env")
                .fails("CONFIG_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]",
                "ENC(abcdef)",
                "encrypted:abcdef",
                "ENC[v2:AAAA",
                "ENC[v3:AAAA]"
            })
    void values_of_other_tools_and_damaged_ones_are_refused_and_no_file_is_written(String value) {
        cli.key("ske.key");
        cli.write("a.yaml", "password: " + cli.secret());
        cli.write("b.yaml", "one: " + cli.secret(), "two: \"" + value + "\"");
        String a = cli.read("a.yaml");
        String b = cli.read("b.yaml");
        assertThat(cli.run("encrypt", "--key", "file:ske.key", "a.yaml", "b.yaml")
                        .fails("VALUE_MALFORMED")
                        .err())
                .contains("two", "b.yaml:2", "ske: hint: ")
                .doesNotContain(value);
        assertThat(cli.read("a.yaml")).isEqualTo(a);
        assertThat(cli.read("b.yaml")).isEqualTo(b);
        assertThat(cli.files()).containsExactly("a.yaml", "b.yaml", "ske.key");
    }

    @Test
    void two_names_that_are_one_for_the_agent_are_refused_before_the_file_is_written() {
        cli.key("ske.key");
        cli.write("a.yaml", "db: {password: " + cli.secret() + "}", "db_password: " + cli.secret());
        String before = cli.read("a.yaml");
        assertThat(cli.run("encrypt", "--key", "file:ske.key", "a.yaml")
                        .fails("DOCUMENT_MALFORMED")
                        .err())
                .contains("a.yaml:2");
        assertThat(cli.read("a.yaml")).isEqualTo(before);
    }

    @Test
    void the_output_option_leaves_the_file_alone() throws IOException {
        cli.key("ske.key");
        cli.write("a.yaml", "password: " + cli.secret());
        String before = cli.read("a.yaml");
        cli.run("encrypt", "--key", "file:ske.key", "-o", "b.yaml", "a.yaml").succeeds();
        assertThat(cli.read("b.yaml")).startsWith("password: ENC[v2:");
        assertThat(Files.getPosixFilePermissions(cli.path("b.yaml")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Cli.Run run = cli.run("encrypt", "--key", "file:ske.key", "-o", "-", "a.yaml");
        assertThat(run.out()).startsWith("password: ENC[v2:").endsWith("]\n");
        assertThat(run.err()).endsWith(": 1 value encrypted, 0 were already, 0 left plain\n");
        assertThat(cli.read("a.yaml")).isEqualTo(before);

        String written = cli.read("b.yaml");
        Cli.Run again = cli.run("encrypt", "--key", "file:ske.key", "-o", "b.yaml", "a.yaml");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("is not overwritten");
        assertThat(cli.read("b.yaml")).isEqualTo(written);
        cli.run("encrypt", "--key", "file:ske.key", "-o", "c.yaml", "a.yaml", "b.yaml")
                .isRefused();
    }

    @Test
    void a_key_that_is_not_there_is_an_error_since_its_holder_could_not_read() {
        cli.key("a.key");
        cli.write("a.yaml", "password: " + cli.secret());
        assertThat(cli.run("encrypt", "--key", "file:a.key", "--key", "file:b.key", "a.yaml")
                        .fails("KEY_FILE_MISSING")
                        .err())
                .contains("b.key", "every key must be there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ske.key", "file:", "kms:alias/app", "aws-kms:"})
    void a_key_option_of_another_form_is_refused_without_repeating_it(String key) {
        cli.write("a.yaml", "password: " + cli.secret());
        assertThat(cli.run("encrypt", "--key", key, "a.yaml").isRefused().err()).doesNotContain("alias/app");
    }

    @Test
    void a_file_of_another_name_needs_its_format() {
        cli.key("ske.key");
        cli.write("secrets", "password: " + cli.secret());
        cli.run("encrypt", "--key", "file:ske.key", "secrets").fails("CONFIG_INVALID");
        cli.run("encrypt", "--key", "file:ske.key", "--format", "yml", "secrets")
                .isRefused();
        cli.run("encrypt", "--key", "file:ske.key", "--format", "yaml", "secrets")
                .succeeds();
        assertThat(cli.read("secrets")).startsWith("password: ENC[v2:");
    }
}
