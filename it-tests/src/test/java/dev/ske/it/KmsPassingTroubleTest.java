package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trouble with KMS that a start survives. */
class KmsPassingTroubleTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Cloud cloud;
    private TestKey key;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        key = cloud.kms().createSymmetric();
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"throttling", "errors of KMS itself", "cut connections"})
    void what_passes_by_itself_is_tried_again(String trouble) {
        switch (trouble) {
            case "throttling" -> cloud.kms().throttles(2);
            case "cut connections" -> cloud.kms().cuts(1);
            default -> cloud.kms().breaks(2);
        }
        cloud.document("secrets.yaml", List.of(named(key)), Map.of("A", Cloud.direct(key, secret)));
        Run run = cloud.probe(Jdk.inTurn(trouble.length()), "secrets.yaml", "get:A")
                .run()
                .silent();
        assertThat(run.value("get A")).isEqualTo(secret);
        assertThat(cloud.kms().calls("Decrypt")).isBetween(2, 3);
    }

    @OnOldestAndNewestJdk
    void on_error_warn_leaves_out_what_kms_does_not_open(Jdk jdk) {
        String other = Any.secret();
        TestKey denied = cloud.kms().createSymmetric().deny("Decrypt");
        cloud.document(
                "secrets.yaml",
                List.of(named(key), named(denied)),
                Map.of("A", new Sealer(key).seal("A", other), "B", new Sealer(denied).seal("B", secret)));
        Run run = jdk.probe(cloud.desk().agent("secrets.yaml", "on-error=warn"), "get:A", "get:B")
                .env(cloud.environment())
                .run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("get A")).isEqualTo(other);
        assertThat(run.value("get B")).isNull();
        assertThat(run.stderr())
                .contains("ske: warning: ", "KMS_ACCESS_DENIED")
                .doesNotContain(secret, other, "AQICAH");
    }

    private static String named(TestKey key) {
        return "aws-kms: '" + key.arn() + "'";
    }
}
