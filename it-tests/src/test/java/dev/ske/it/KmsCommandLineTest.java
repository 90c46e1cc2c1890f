package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.Credentials;
import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypting for keys of KMS, and back. */
class KmsCommandLineTest {
    private static final Pattern DIRECT = Pattern.compile("ENC\\[AQICAH[A-Za-z0-9+/]+=*\\]");

    @TempDir
    Path folder;

    private final String one = Any.secret();
    private final String two = Any.secret();
    private Cloud cloud;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        cloud.desk().write("a.env", "A=" + one + "\nB=" + two + "\n");
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnOldestAndNewestJdk
    void a_file_is_encrypted_with_one_data_key_of_kms(Jdk jdk) {
        TestKey key = cloud.kms().createSymmetric();
        cloud.kms().alias("alias/app", key);
        Run encrypt = jdk.java("-jar", Jars.agent().toString(), "encrypt", "--key", "aws-kms:alias/app", "a.env")
                .env(cloud.environment())
                .in(folder)
                .run();
        succeeded(encrypt);
        assertThat(cloud.kms().calls("GenerateDataKey")).isEqualTo(1);
        assertThat(cloud.kms().calls("DescribeKey")).isLessThanOrEqualTo(1);
        assertThat(cloud.kms().calls("Encrypt") + cloud.kms().calls("Decrypt")).isZero();
        String text = cloud.desk().read("a.env");
        assertThat(text).contains("A=ENC[v2:", "B=ENC[v2:").doesNotContain(one, two);

        cloud.kms().forgetCalls();
        succeeded(ske("decrypt", "--key", "aws-kms:" + key.arn(), "--output", "b.env", "a.env"));
        assertThat(cloud.desk().read("b.env")).isEqualTo("A=" + one + "\nB=" + two + "\n");
        assertThat(cloud.kms().calls("Decrypt")).isEqualTo(1);
        Run get = ske("get", "--key", "aws-kms:alias/app", "A", "a.env");
        assertThat(get.silent().stdout().stripTrailing()).isEqualTo(one);
        served("SKE_KEYS=aws-kms:alias/app\n" + text);
    }

    @Test
    void several_keys_give_several_wraps_each_of_which_opens_the_file() {
        TestKey symmetric = cloud.kms().createSymmetric();
        TestKey rsa = cloud.kms().createRsa(2048);
        succeeded(ske(
                "encrypt",
                "--key",
                "file:ske.key",
                "--key",
                "aws-kms:" + symmetric.arn(),
                "--kms-key-id",
                rsa.arn(),
                "a.env"));
        assertThat(cloud.kms().calls("GenerateDataKey") + cloud.kms().calls("Encrypt"))
                .isEqualTo(2);
        String text = cloud.desk().read("a.env");
        served("SKE_KEYS=file:./ske.key\n" + text);
        served("SKE_KEYS=aws-kms:" + symmetric.arn() + "\n" + text);
        served("SKE_KEYS=aws-kms:" + rsa.arn() + "\n" + text);
    }

    @Test
    void the_encryption_context_binds_what_is_written() {
        TestKey key = cloud.kms().createSymmetric();
        succeeded(ske(
                "encrypt",
                "--key",
                "aws-kms:" + key.arn(),
                "--encryption-context",
                "app=billing",
                "--encryption-context",
                "stage=prod",
                "a.env"));
        String text = cloud.desk().read("a.env");
        served("SKE_KEYS=aws-kms:" + key.arn() + "\nSKE_KEYS_0_ENCRYPTION_CONTEXT=app=billing,stage=prod\n" + text);
        Run without = ske("get", "--key", "aws-kms:" + key.arn(), "A", "a.env");
        assertThat(without.exit()).as("%s", without).isNotZero();
        assertThat(without.stderr()).contains("[KMS_INVALID_CIPHERTEXT]").doesNotContain(one);
    }

    @Test
    void the_format_of_kms_writes_direct_ciphertexts_for_symmetric_keys() {
        TestKey key = cloud.kms().createSymmetric();
        succeeded(ske("encrypt", "--key", "aws-kms:" + key.arn(), "--value-format", "kms", "a.env"));
        assertThat(cloud.kms().calls("Encrypt")).isEqualTo(2);
        String text = cloud.desk().read("a.env");
        assertThat(DIRECT.matcher(text).results()).hasSize(2);
        served("SKE_KEYS=aws-kms:" + key.arn() + "\n" + text);
    }

    @Test
    void the_format_of_kms_writes_envelopes_for_rsa_keys() {
        for (int bits : new int[] {2048, 4096}) {
            TestKey key = cloud.kms().createRsa(bits);
            cloud.desk().write("a.env", "A=" + one + "\nB=" + two + "\n");
            succeeded(ske("encrypt", "--key", "aws-kms:" + key.arn(), "--value-format", "kms", "a.env"));
            String text = cloud.desk().read("a.env");
            assertThat(text)
                    .contains(bits == 2048 ? "A=ENC[AQEA" : "A=ENC[AQIA")
                    .doesNotContain(one, two);
            served("SKE_KEYS=aws-kms:" + key.arn() + "\n" + text);
        }
    }

    @Test
    void a_value_that_kms_cannot_encrypt_itself_is_an_error_that_names_v2() {
        TestKey key = cloud.kms().createSymmetric();
        String plain = "A=" + "x".repeat(4096) + "\n";
        cloud.desk().write("fits.env", plain);
        succeeded(ske("encrypt", "--key", "aws-kms:" + key.arn(), "--value-format", "kms", "fits.env"));
        String longer = "A=" + "x".repeat(4097) + "\n";
        cloud.desk().write("long.env", longer);
        Run run = ske("encrypt", "--key", "aws-kms:" + key.arn(), "--value-format", "kms", "long.env");
        assertThat(run.exit()).as("%s", run).isNotZero();
        assertThat(run.stderr()).contains("ske: error: ", "4096", "v2").doesNotContain("xxxx");
        assertThat(cloud.desk().read("long.env")).isEqualTo(longer);
        succeeded(ske("encrypt", "--key", "aws-kms:" + key.arn(), "long.env"));
    }

    @Test
    void where_describe_key_is_denied_the_key_s_kind_can_be_said() {
        TestKey symmetric = cloud.kms().createSymmetric().deny("DescribeKey");
        TestKey rsa = cloud.kms().createRsa(3072).deny("DescribeKey");
        for (TestKey key : new TestKey[] {symmetric, rsa}) {
            cloud.desk().write("a.env", "A=" + one + "\nB=" + two + "\n");
            Run denied = ske("encrypt", "--key", "aws-kms:" + key.arn(), "--value-format", "kms", "a.env");
            assertThat(denied.exit()).as("%s", denied).isEqualTo(1);
            assertThat(denied.stderr()).contains("[KMS_ACCESS_DENIED]", "kms:DescribeKey", "--key-spec");
            succeeded(ske(
                    "encrypt",
                    "--key",
                    "aws-kms:" + key.arn(),
                    "--key-spec",
                    key.spec(),
                    "--value-format",
                    "kms",
                    "a.env"));
            served("SKE_KEYS=aws-kms:" + key.arn() + "\n" + cloud.desk().read("a.env"));
        }
    }

    @Test
    void access_keys_are_used_with_use_credentials_only() {
        TestKey key = cloud.kms().createSymmetric();
        Credentials user = Credentials.ofUser();
        cloud.kms().admit(user);
        Map<String, String> keys =
                Map.of("AWS_ACCESS_KEY_ID", user.accessKey(), "AWS_SECRET_ACCESS_KEY", user.secretKey());
        Run without = Ske.launch(folder, "encrypt", "--key", "aws-kms:" + key.arn(), "a.env")
                .env(cloud.kms().environment())
                .env(keys)
                .env("AWS_EC2_METADATA_DISABLED", "true")
                .run();
        assertThat(without.exit()).as("%s", without).isEqualTo(1);
        assertThat(without.stderr()).contains("[KMS_CREDENTIALS_MISSING]", "--use-credentials");
        succeeded(Ske.launch(folder, "encrypt", "--key", "aws-kms:" + key.arn(), "--use-credentials", "a.env")
                .env(cloud.kms().environment())
                .env(keys)
                .run());
    }

    private Run ske(String... arguments) {
        return Ske.launch(folder, arguments).env(cloud.environment()).run();
    }

    private void succeeded(Run run) {
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.stdout() + run.stderr()).doesNotContain(one, two, "SLF4J", "WARN");
    }

    private void served(String document) {
        cloud.desk().write("served.env", document);
        Run run = cloud.probe(Jdk.inTurn(document.length()), "served.env", "get:A", "get:B")
                .run()
                .silent();
        assertThat(run.value("get A")).isEqualTo(one);
        assertThat(run.value("get B")).isEqualTo(two);
    }
}
