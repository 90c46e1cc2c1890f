package dev.ske.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.agent.config.AttestationSpec;
import dev.ske.agent.config.KmsKey;
import dev.ske.cli.kms.AwsKms;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the options and a document's configuration say how a key of AWS KMS is reached. */
class KmsOptionsTest {
    private final Cli cli;
    private final FakeKms kms;

    KmsOptionsTest(@TempDir Path directory) {
        cli = new Cli(directory);
        kms = cli.kms();
        kms.symmetric("alias/app");
    }

    @Test
    void a_key_of_the_command_line_is_reached_as_the_options_say() {
        cli.write(".env", "A=" + cli.secret());
        cli.run(
                        "encrypt",
                        "--key=aws-kms:alias/app",
                        "--region=eu-west-1",
                        "--endpoint=http://127.0.0.1:4566",
                        "--use-credentials",
                        "--encryption-context=app=billing",
                        ".env")
                .succeeds();
        KmsKey used = kms.last();
        assertThat(used.region()).isEqualTo("eu-west-1");
        assertThat(used.endpoint()).isEqualTo("http://127.0.0.1:4566");
        assertThat(used.credentials()).isEqualTo("explicit");
        assertThat(used.context()).isEqualTo(Map.of("app", "billing"));
        cli.run("get", "--key=aws-kms:alias/app", "--profile=dev", "--encryption-context=app=billing", "A", ".env")
                .succeeds();
        assertThat(kms.last().credentials()).isEqualTo("profile:dev");
        assertThat(kms.last().region()).isNull();
    }

    @Test
    void a_key_of_the_document_is_reached_as_it_says_and_the_command_line_wins() {
        cli.write(
                "a.yaml",
                "ske:",
                "  keys:",
                "    - aws-kms: alias/app",
                "      region: eu-central-1",
                "      credentials: default-chain",
                "      encryption-context: {app: billing, stage: prod}",
                "      timeout: 3s",
                "password: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        KmsKey configured = kms.last();
        assertThat(configured.region()).isEqualTo("eu-central-1");
        assertThat(configured.credentials()).isEqualTo("default-chain");
        cli.run("get", "password", "a.yaml").succeeds();
        cli.run("get", "--region=eu-west-1", "--endpoint=http://127.0.0.1:1", "--use-credentials", "password", "a.yaml")
                .succeeds();
        KmsKey merged = kms.last();
        assertThat(merged.region()).isEqualTo("eu-west-1");
        assertThat(merged.credentials()).isEqualTo("explicit");
        assertThat(merged.context()).isEqualTo(Map.of("app", "billing", "stage", "prod"));
        assertThat(merged.timeoutMillis()).isEqualTo(3_000);
        cli.run("get", "--encryption-context", "stage=test", "password", "a.yaml")
                .fails("KMS_INVALID_CIPHERTEXT");
        assertThat(kms.last().context()).isEqualTo(Map.of("app", "billing", "stage", "test"));
    }

    @Test
    void attestation_of_a_key_of_the_document_goes_with_every_call_whatever_the_options_say() {
        cli.write(
                "a.yaml",
                "ske:",
                "  keys:",
                "    - aws-kms: alias/app",
                "      attestation: {source: 'file:made.cose', private-key: made.pem, required: false}",
                "password: " + cli.secret());
        cli.run("encrypt", "a.yaml").succeeds();
        AttestationSpec encrypting = kms.last().attestation();
        assertThat(encrypting).isNotNull();
        assertThat(encrypting.required()).isFalse();
        assertThat(encrypting.address())
                .isEqualTo(cli.path("made.cose").toAbsolutePath().toString());
        for (String[] options : new String[][] {{}, {"--region=eu-central-1"}, {"--use-credentials"}}) {
            cli.run(Stream.of(new String[] {"get"}, options, new String[] {"password", "a.yaml"})
                            .flatMap(Arrays::stream)
                            .toArray(String[]::new))
                    .succeeds();
            assertThat(kms.last().attestation()).isEqualTo(encrypting);
            assertThat(AwsKms.bounded(kms.last()).attestation()).isEqualTo(encrypting);
        }
    }

    @Test
    void a_key_that_is_named_keeps_the_attestation_that_the_document_has_for_it_by_whatever_name() {
        String arn = kms.symmetric("alias/prod");
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        String alias = arn.substring(0, arn.lastIndexOf(':') + 1) + "alias/prod";
        kms.again("alias/prod", id);
        kms.again("alias/prod", alias);
        List<String> names = List.of("alias/prod", arn, id, alias);
        for (String configured : names) {
            String[] section = {"ske:", "  keys: [{aws-kms: '" + configured + "', attestation: nsm}]"};
            cli.write("plain.yaml", section[0], section[1], "x: " + cli.secret());
            cli.run("encrypt", "plain.yaml").succeeds();
            String encrypted = cli.read("plain.yaml");
            for (String named : names) {
                String key = "--key=aws-kms:" + named;
                cli.write("a.yaml", encrypted.strip());
                assertAttested("get", key, "x", "a.yaml");
                assertAttested("decrypt", key, "a.yaml");
                assertAttested("set", key, "y", "a.yaml");
                cli.write("b.yaml", section[0], section[1], "x: " + cli.secret());
                assertAttested("encrypt", key, "b.yaml");
            }
        }
    }

    private void assertAttested(String... command) {
        kms.calls();
        cli.input(cli.secret()).run(command).succeeds();
        assertThat(kms.calls()).isNotEmpty();
        AttestationSpec kept = kms.last().attestation();
        assertThat(kept).as(String.join(" ", command)).isNotNull();
        assertThat(kept.required()).isTrue();
    }

    @Test
    void a_key_that_is_named_and_cannot_be_one_with_attestation_has_none() {
        String other = kms.symmetric("alias/other");
        cli.write(
                "a.yaml",
                "ske:",
                "  keys:",
                "    - aws-kms: " + other,
                "    - {aws-kms: 'arn:aws:kms:eu-central-1:111122223333:key/1', attestation: {source: nsm, required: false}}",
                "    - {aws-kms: 'arn:aws:kms:eu-central-1:111122223333:key/2', attestation: nsm}");
        cli.input(cli.secret())
                .run("set", "--key=aws-kms:" + other, "x", "a.yaml")
                .succeeds();
        assertThat(kms.last().attestation()).isNull();
        cli.input(cli.secret())
                .run("set", "--key=aws-kms:alias/app", "--region=eu-west-1", "y", "a.yaml")
                .succeeds();
        assertThat(kms.last().attestation()).isNull();
        assertAttested("set", "--key=aws-kms:alias/app", "z", "a.yaml");
    }

    @Test
    void a_key_of_one_file_without_attestation_is_not_used_for_another_that_requires_it() {
        for (String file : List.of("a.env", "b.env")) {
            cli.write(
                    file,
                    "SKE_KEYS_0_AWS_KMS=alias/app",
                    file.equals("a.env") ? "" : "SKE_KEYS_0_ATTESTATION=nsm",
                    "A=" + cli.secret());
        }
        cli.run("encrypt", "a.env", "b.env").succeeds();
        assertThat(kms.calls()).contains("GenerateDataKey");
        assertThat(kms.last().attestation()).isNotNull();
    }

    @Test
    void a_file_of_the_node_original_names_its_key_and_region() {
        String secret = cli.secret();
        cli.write(".env", "KMS_KEY_ID=alias/app", "AWS_REGION=us-east-1", "A=" + secret);
        cli.run("encrypt", "--value-format", "kms", ".env").succeeds();
        assertThat(cli.read(".env")).startsWith("KMS_KEY_ID=alias/app\nAWS_REGION=us-east-1\nA=ENC[AQICAH");
        assertThat(kms.last().region()).isEqualTo("us-east-1");
        assertThat(cli.run("get", "A").succeeds().out()).isEqualTo(secret + "\n");
    }

    @Test
    void names_that_lead_to_kms_are_opened_where_the_node_original_encrypted_them() {
        cli.write("values.env", "TEMPORARY=eu-central-1", "A=" + cli.secret());
        cli.run("encrypt", "--kms-key-id", "alias/app", "--value-format", "kms", "values.env")
                .succeeds();
        // a ciphertext of KMS is bound to no name
        String theirs = cli.read("values.env").replace("TEMPORARY", "AWS_REGION");
        cli.write(".env", theirs.strip());
        assertThat(cli.run("status", "--kms-key-id", "alias/app").succeeds().out())
                .contains("1  kms  AWS_REGION");
        assertThat(cli.run("verify", "--kms-key-id", "alias/app").succeeds().out())
                .contains("AWS_REGION");
        cli.run("decrypt", "--kms-key-id", "alias/app", "--in-place").succeeds();
        assertThat(cli.read(".env")).startsWith("AWS_REGION=eu-central-1\nA=s-");
        cli.run("encrypt", "--kms-key-id", "alias/app").succeeds();
        assertThat(cli.read(".env")).startsWith("AWS_REGION=eu-central-1\nA=ENC[v2:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --key=aws-kms:                                         | --key
            --key=kms:alias/app                                    | aws-kms:alias/NAME
            --kms-key-id=                                          | --kms-key-id
            --key=aws-kms:alias/app --region=EU                    | --region
            --key=aws-kms:alias/app --endpoint=localhost           | --endpoint
            --key=aws-kms:alias/app --use-credentials --profile=a  | --use-credentials and --profile
            --key=aws-kms:alias/app --profile=                     | --profile
            --key=aws-kms:alias/app --encryption-context=a         | --encryption-context
            --key=aws-kms:alias/app --encryption-context==a        | --encryption-context
            --key=aws-kms:alias/app --encryption-context=a=b --encryption-context=a=c | --encryption-context
            --key=aws-kms:alias/app --key-spec=RSA                 | RSA_2048
            --key=aws-kms:arn:aws:kms:eu-west-1:111122223333:key/1 --region=eu-west-2 | --region
            --key=file:ske.key --region=eu-west-1                  | --region is for keys of AWS KMS
            --key=file:ske.key --key-spec=RSA_2048                 | --key-spec is for keys of AWS KMS
            --endpoint=http://127.0.0.1:1                          | --endpoint is for keys of AWS KMS
            """)
    void what_has_no_meaning_is_refused_before_anything_is_called(String options, String says) {
        cli.key("ske.key");
        cli.write(".env", "A=" + cli.secret());
        assertThat(cli.run(("encrypt " + options + " .env").split(" "))
                        .isRefused()
                        .err())
                .contains(says);
        assertThat(kms.calls()).isEmpty();
    }
}
