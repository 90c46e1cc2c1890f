package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Sealer.Wrapper;
import dev.ske.it.kms.TestKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form in which a value of KMS is written is served. */
class KmsReadingTest {
    private static final Map<String, String> CONTEXT = Map.of("app", "billing", "stage", "prod");

    @TempDir
    Path folder;

    private Cloud cloud;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnEachJdk
    void all_forms_of_all_kinds_of_keys_are_served_in_one_start(Jdk jdk) {
        TestKey symmetric = cloud.kms().createSymmetric();
        TestKey bound = cloud.kms().createSymmetric();
        TestKey[] rsa = {
            cloud.kms().createRsa(2048),
            cloud.kms().createRsa(3072),
            cloud.kms().createRsa(4096)
        };
        Map<String, String> secrets = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String name :
                List.of("DIRECT", "RSA_0", "RSA_1", "RSA_2", "V2", "V2_RSA", "V2_BOUND", "V2_BOTH", "LOCAL")) {
            secrets.put(name, Any.secret());
        }
        values.put("DIRECT", Cloud.direct(symmetric, secrets.get("DIRECT")));
        for (int i = 0; i < rsa.length; i++) {
            values.put("RSA_" + i, Cloud.envelope(rsa[i], secrets.get("RSA_" + i)));
        }
        values.put("V2", new Sealer(symmetric).seal("V2", secrets.get("V2")));
        values.put("V2_RSA", new Sealer(rsa[1]).seal("V2_RSA", secrets.get("V2_RSA")));
        values.put("V2_BOUND", new Sealer(Wrapper.of(bound, CONTEXT)).seal("V2_BOUND", secrets.get("V2_BOUND")));
        Sealer both = new Sealer(Wrapper.of(LocalKey.random()), Wrapper.of(symmetric, Map.of()));
        values.put("V2_BOTH", both.seal("V2_BOTH", secrets.get("V2_BOTH")));
        values.put("LOCAL", cloud.desk().seal("LOCAL", secrets.get("LOCAL")));
        values.put("EMPTY", Cloud.envelope(rsa[0], ""));
        cloud.document(
                "secrets.yaml",
                List.of(
                        "file: ./ske.key",
                        "aws-kms: '" + symmetric.arn() + "'",
                        "aws-kms: '" + bound.id() + "', encryption-context: {app: billing, stage: prod}",
                        "aws-kms: '" + rsa[0].arn() + "'",
                        "aws-kms: '" + rsa[1].arn() + "'",
                        "aws-kms: '" + rsa[2].arn() + "'"),
                values);
        Run run = cloud.probe(
                        jdk,
                        "secrets.yaml",
                        values.keySet().stream().map(name -> "get:" + name).toArray(String[]::new))
                .run()
                .silent();
        secrets.forEach((name, secret) -> assertThat(run.value("get " + name)).isEqualTo(secret));
        assertThat(run.value("get EMPTY")).isEmpty();
    }

    @OnOldestAndNewestJdk
    void a_dotenv_file_with_kms_key_id_needs_no_other_configuration(Jdk jdk) {
        TestKey key = cloud.kms().createSymmetric();
        cloud.kms().alias("alias/app", key);
        String secret = Any.secret();
        cloud.desk()
                .write(
                        ".env",
                        "KMS_KEY_ID=alias/app\nAWS_REGION=" + Cloud.REGION + "\nDB_PASSWORD="
                                + Cloud.direct(key, secret) + "\n");
        Run run = cloud.probe(jdk, ".env", "get:DB_PASSWORD", "get:KMS_KEY_ID")
                .run()
                .silent();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(secret);
        assertThat(run.value("get KMS_KEY_ID")).isEqualTo("alias/app");
    }

    @OnOldestAndNewestJdk
    void a_ciphertext_without_brackets_is_opened_where_the_document_says_so(Jdk jdk) {
        TestKey key = cloud.kms().createSymmetric();
        String secret = Any.secret();
        String raw = Base64.getEncoder().encodeToString(key.encrypt(secret.getBytes(StandardCharsets.UTF_8)));
        assertThat(raw).startsWith("AQICAH");
        String section = "ske:\n  keys: ['aws-kms:" + key.arn() + "']\n  sources: [{file: raw.env, raw-kms: %s}]\n";
        cloud.desk().write("raw.env", "A=" + raw + "\nB=AQICAHshort\n");
        cloud.desk().write("on.yaml", section.formatted("true"));
        cloud.desk().write("off.yaml", section.formatted("false"));
        Run on = cloud.probe(jdk, "on.yaml", "get:A", "get:B").run().silent();
        assertThat(on.value("get A")).isEqualTo(secret);
        assertThat(on.value("get B")).isEqualTo("AQICAHshort");
        int before = cloud.kms().calls("Decrypt");
        Run off = cloud.probe(jdk, "off.yaml", "get:A").run();
        assertThat(off.errors()).as("%s", off).hasSize(1);
        assertThat(off.stderr()).startsWith("ske: warning: ").contains("A (", "raw-kms: true");
        assertThat(off.value("get A")).isEqualTo(raw);
        assertThat(cloud.kms().calls("Decrypt")).isEqualTo(before);
    }

    @OnOldestAndNewestJdk
    void values_of_folders_and_of_the_real_environment_are_opened_too(Jdk jdk) {
        TestKey key = cloud.kms().createSymmetric();
        String mounted = Any.secret();
        String variable = Any.secret();
        String bound = Any.secret();
        cloud.desk().write("mounted/DB_PASSWORD", Cloud.direct(key, mounted));
        cloud.desk()
                .write(
                        "ske.yaml",
                        "ske: {keys: ['aws-kms:" + key.arn() + "'], sources: [{dir: mounted}, {env: true}]}\n");
        Run run = cloud.probe(jdk, "ske.yaml", "get:DB_PASSWORD", "get:API_TOKEN", "get:V2_TOKEN")
                .env("API_TOKEN", Cloud.direct(key, variable))
                .env("V2_TOKEN", new Sealer(key).seal("V2_TOKEN", bound))
                .run()
                .silent();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(mounted);
        assertThat(run.value("get API_TOKEN")).isEqualTo(variable);
        assertThat(run.value("get V2_TOKEN")).isEqualTo(bound);
    }

    /** The first bytes of an RSA envelope are such a ciphertext's too, so its lengths must tell. */
    @Test
    void what_begins_and_measures_as_a_ciphertext_of_aws_goes_to_kms_as_it_is_as_one_symmetric_decrypt() {
        TestKey key = cloud.kms().createSymmetric();
        for (int length : new int[] {1, 32, 400, 4096}) {
            String secret = "x".repeat(length);
            String value = Cloud.direct(key, secret);
            assertThat(value).startsWith("ENC[AQICAH");
            cloud.desk().write("a.env", "SKE_KEYS=aws-kms:" + key.arn() + "\nA=" + value + "\n");
            cloud.kms().forgetCalls();
            Run run = cloud.probe(Jdk.inTurn(length), "a.env", "get:A").run().silent();
            assertThat(run.value("get A")).isEqualTo(secret);
            assertThat(cloud.kms().calls()).isEqualTo(Map.of("Decrypt", 1));
        }
    }

    @Test
    void where_a_key_file_opens_a_value_kms_is_not_asked() {
        TestKey key = cloud.kms().createSymmetric();
        String secret = Any.secret();
        Sealer both =
                new Sealer(Wrapper.of(key, Map.of()), Wrapper.of(cloud.desk().key()));
        cloud.document(
                "a.yaml",
                List.of("aws-kms: '" + key.arn() + "'", "file: ./ske.key"),
                Map.of("A", both.seal("A", secret)));
        Run run = cloud.probe(Jdk.newest(), "a.yaml", "get:A").run().silent();
        assertThat(run.value("get A")).isEqualTo(secret);
        assertThat(cloud.kms().calls()).isEmpty();
    }
}
