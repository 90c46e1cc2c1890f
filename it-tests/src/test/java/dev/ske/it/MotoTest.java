package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with a KMS that is not of this repository: encrypt, serve, and say what is wrong. */
class MotoTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Cloud cloud;
    private Moto moto;

    @BeforeEach
    void start() {
        moto = Moto.start(folder);
        cloud = new Cloud(folder);
    }

    @AfterEach
    void stop() {
        if (moto != null) {
            moto.close();
            cloud.close();
        }
    }

    @Test
    void what_is_encrypted_for_two_keys_with_a_context_is_served() {
        String symmetric = moto.create("SYMMETRIC_DEFAULT", "alias/one");
        String rsa = moto.create("RSA_2048", "alias/two");
        cloud.desk().write("app.yaml", "db: {password: " + secret + ", user: app}\n");
        Run encrypt = Ske.launch(folder, "encrypt", "--key", "aws-kms:alias/one", "--key", "aws-kms:alias/two")
                .with("--encryption-context", "app=billing", "--patterns", "**.password", "app.yaml")
                .env(environment())
                .run();
        assertThat(encrypt.exit()).as("%s", encrypt).isZero();
        assertThat(cloud.desk().read("app.yaml"))
                .startsWith("db: {password: ")
                .contains("ENC[v2:")
                .doesNotContain(secret);
        String one = "{aws-kms: " + symmetric + ", encryption-context: {app: billing}}";
        assertThat(served(Jdk.newest(), one).silent().value("get DB_PASSWORD")).isEqualTo(secret);
        String two = "{aws-kms: " + rsa + ", encryption-context: {app: billing}}";
        assertThat(served(Jdk.oldestAndNewest().get(0), two).silent().value("get DB_PASSWORD"))
                .isEqualTo(secret);
        StartFailure.check(
                served(Jdk.inTurn(2), "{aws-kms: " + symmetric + ", encryption-context: {app: other}}"),
                "KMS_INVALID_CIPHERTEXT",
                "app.yaml:1",
                "db.password");
        StartFailure.check(
                served(Jdk.inTurn(3), "{aws-kms: alias/none, encryption-context: {app: billing}}"),
                "KMS_KEY_NOT_FOUND",
                "alias/none");
    }

    private Run served(Jdk jdk, String key) {
        cloud.desk().write("ske.yaml", "ske: {keys: [" + key + "], sources: [app.yaml]}\n");
        return jdk.probe(cloud.desk().agent("ske.yaml"), "get:DB_PASSWORD")
                .env(environment())
                .run();
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(cloud.roles().container());
        all.putAll(moto.environment());
        return all;
    }
}
