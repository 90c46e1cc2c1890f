package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.Credentials;
import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files cross over to the Node original and back, for symmetric and RSA keys. */
class NodeOriginalTest {
    private static final Pattern VALUE = Pattern.compile("ENC\\[([A-Za-z0-9+/=]+)\\]");
    private static final List<String> FILES = List.of("app.env", "app.yaml", "app.json");

    @TempDir
    Path folder;

    private final String password = Any.secret();
    private final String token = Any.secret() + " \u00fc #x";
    private final Credentials user = Credentials.ofUser();
    private Cloud cloud;
    private Desk desk;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        cloud.kms().admit(user);
        desk = cloud.desk();
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYMMETRIC_DEFAULT", "RSA_2048"})
    void against_moto_a_dotenv_file_of_the_original_is_served_as_it_is(String spec) {
        try (Moto moto = Moto.start(folder)) {
            moto.create(spec, "alias/app");
            NodeOriginal original = NodeOriginal.in(folder, moto.environment(), user);
            desk.write(".env", dotenv("alias/app", Moto.REGION));
            original.encrypt(".env", "alias/app", selection(".env"));
            assertThat(desk.read(".env")).doesNotContain(password, token);
            for (Jdk jdk : Jdk.oldestAndNewest()) {
                served(jdk, ".env", moto.environment());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYMMETRIC_DEFAULT", "RSA_2048"})
    void against_moto_what_the_original_encrypts_in_yaml_and_json_is_served(String spec) {
        try (Moto moto = Moto.start(folder)) {
            String id = moto.create(spec, "alias/app");
            NodeOriginal original = NodeOriginal.in(folder, moto.environment(), user);
            for (String file : List.of("app.yaml", "app.json")) {
                desk.write(file, text(file));
                original.encrypt(file, id, selection(file));
                assertThat(desk.read(file)).doesNotContain(password);
                desk.write("ske.yaml", "ske: {keys: ['aws-kms:" + id + "'], sources: [" + file + "]}\n");
                served(Jdk.inTurn(file.length()), "ske.yaml", moto.environment());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SYMMETRIC_DEFAULT", "RSA_2048"})
    void against_moto_the_original_decrypts_what_our_command_line_writes(String spec) {
        try (Moto moto = Moto.start(folder)) {
            moto.create(spec, "alias/app");
            crossBack(NodeOriginal.in(folder, moto.environment(), user), "alias/app", moto.environment());
        }
    }

    @Test
    void rsa_files_cross_over_both_ways_at_a_kms_whose_rsa_is_real() {
        cloud.kms().alias("alias/app", cloud.kms().createRsa(3072));
        NodeOriginal original = NodeOriginal.in(folder, cloud.kms().environment(), user);
        for (String file : FILES) {
            desk.write(file, text(file));
            original.encrypt(file, "alias/app", selection(file));
            desk.write("ske.yaml", "ske: {keys: ['aws-kms:alias/app'], sources: [" + file + "]}\n");
            served(Jdk.inTurn(file.length()), "ske.yaml", cloud.kms().environment());
        }
        crossBack(original, "alias/app", cloud.kms().environment());
    }

    /** The original takes byte 1, with which a ciphertext of AWS begins, for an RSA envelope (seen in 1.1.1). */
    @Test
    void a_real_looking_symmetric_ciphertext_is_served_by_us_and_not_opened_by_the_original_that_wrote_it() {
        TestKey key = cloud.kms().createSymmetric();
        NodeOriginal original = NodeOriginal.in(folder, cloud.kms().environment(), user);
        desk.write(".env", dotenv(key.arn(), Cloud.REGION));
        original.encrypt(".env", key.arn(), selection(".env"));
        Matcher value = VALUE.matcher(desk.read(".env"));
        assertThat(value.find()).isTrue();
        assertThat(Base64.getDecoder().decode(value.group(1))).startsWith(1, 2, 2, 0, 0x78);

        Run theirs = original.tryToDecrypt(".env", key.arn(), "plain.env");
        assertThat(theirs.exit()).as("%s", theirs).isNotZero();
        assertThat(folder.resolve("plain.env")).doesNotExist();

        served(Jdk.newest(), ".env", cloud.kms().environment());
        Run ours = command(cloud.kms().environment(), "decrypt", "--output", "plain.env", ".env");
        assertThat(ours.exit()).as("%s", ours).isZero();
        assertThat(desk.read("plain.env")).contains(password);
    }

    private void crossBack(NodeOriginal original, String keyId, Map<String, String> kms) {
        for (String file : FILES) {
            desk.write(file, text(file));
            Run ours = command(kms, "encrypt", "--key", "aws-kms:" + keyId, "--value-format", "kms", file);
            assertThat(ours.exit()).as("%s", ours).isZero();
            assertThat(desk.read(file)).doesNotContain(password, "v2:").contains("ENC[");
            original.decrypt(file, keyId, "plain-" + file);
            assertThat(desk.read("plain-" + file)).contains(password, token);
        }
    }

    /** The command line with the role of a container. */
    private Run command(Map<String, String> kms, String... arguments) {
        return Ske.launch(folder, arguments)
                .env(cloud.roles().container())
                .env(kms)
                .run();
    }

    private void served(Jdk jdk, String document, Map<String, String> kms) {
        Map<String, String> environment = new HashMap<>(cloud.roles().container());
        environment.putAll(kms);
        Run run = jdk.probe(desk.agent(document), "get:DB_PASSWORD", "get:API_TOKEN")
                .env(environment)
                .run()
                .silent();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(password);
        assertThat(run.value("get API_TOKEN")).isEqualTo(token);
    }

    /** As the original's users have it. */
    private String dotenv(String keyId, String region) {
        return "KMS_KEY_ID=" + keyId + "\nAWS_REGION=" + region + "\n" + text("app.env");
    }

    private String text(String file) {
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".env" -> "DB_PASSWORD=" + password + "\nAPI_TOKEN=\"" + token + "\"\nPORT=5432\n";
            case ".yaml" -> "db:\n  password: " + password + "\napi:\n  token: \"" + token + "\"\n";
            default -> "{\"db\": {\"password\": \"" + password + "\"}, \"api\": {\"token\": \"" + token + "\"}}\n";
        };
    }

    /** The option by which the original encrypts the two secrets of a file, and nothing else. */
    private static String selection(String file) {
        return file.endsWith(".env") ? "--keys=DB_PASSWORD,API_TOKEN" : "--patterns=**.password,**.token";
    }
}
