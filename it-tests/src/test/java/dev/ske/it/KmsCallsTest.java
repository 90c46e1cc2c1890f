package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many calls a start costs, as the log says and as KMS has counted. */
class KmsCallsTest {
    private static final int LATENCY = 10;

    @TempDir
    Path folder;

    private Cloud cloud;
    private TestKey key;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        cloud.kms().latency(LATENCY);
        key = cloud.kms().createSymmetric();
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnOldestAndNewestJdk
    void a_thousand_v2_values_of_one_file_cost_one_call(Jdk jdk) {
        Sealer sealer = new Sealer(key);
        String prefix = Any.secret();
        StringBuilder text = head();
        for (int i = 0; i < 1000; i++) {
            text.append("V")
                    .append(i)
                    .append('=')
                    .append(sealer.seal("V" + i, prefix + i))
                    .append('\n');
        }
        Run run = run(jdk, text);
        assertThat(run.value("get V0")).isEqualTo(prefix + 0);
        assertThat(run.value("get V99")).isEqualTo(prefix + 99);
        assertThat(run.errors()).contains("ske: debug: kms: 1 call, at most 1 at once");
        assertThat(cloud.kms().calls()).isEqualTo(Map.of("Decrypt", 1));
    }

    @OnOldestAndNewestJdk
    void a_hundred_direct_values_cost_a_hundred_calls_eight_at_once(Jdk jdk) {
        String prefix = Any.secret();
        StringBuilder text = head();
        for (int i = 0; i < 100; i++) {
            text.append("V")
                    .append(i)
                    .append('=')
                    .append(Cloud.direct(key, prefix + i))
                    .append('\n');
        }
        Run run = run(jdk, text);
        assertThat(run.value("get V0")).isEqualTo(prefix + 0);
        assertThat(run.value("get V99")).isEqualTo(prefix + 99);
        assertThat(cloud.kms().calls()).isEqualTo(Map.of("Decrypt", 100));
        assertThat(cloud.kms().mostAtOnce()).isBetween(2, 8);
        assertThat(run.stderr()).containsPattern("(?m)^ske: debug: kms: 100 calls, at most [2-8] at once$");
    }

    @Test
    void a_ciphertext_that_stands_twice_is_opened_once() {
        String secret = Any.secret();
        String value = Cloud.direct(key, secret);
        Run run = run(Jdk.newest(), head().append("V0=" + value + "\nV99=" + value + "\n"));
        assertThat(run.value("get V0")).isEqualTo(secret);
        assertThat(run.value("get V99")).isEqualTo(secret);
        assertThat(cloud.kms().calls()).isEqualTo(Map.of("Decrypt", 1));
    }

    private StringBuilder head() {
        return new StringBuilder("SKE_KEYS=aws-kms:" + key.arn() + "\nSKE_LOG=debug\n");
    }

    private Run run(Jdk jdk, StringBuilder document) {
        cloud.desk().write("secrets.env", document.toString());
        Run run = cloud.probe(jdk, "secrets.env", "get:V0", "get:V99").run();
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.stderr()).doesNotContain("AQICAH", run.value("get V0"), run.value("get V99"));
        return run;
    }
}
