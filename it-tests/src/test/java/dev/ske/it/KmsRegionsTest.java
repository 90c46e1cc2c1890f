package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Sealer.Wrapper;
import dev.ske.it.kms.Authority;
import dev.ske.it.kms.TestKey;
import dev.ske.it.kms.TestKms;
import dev.ske.it.kms.TestProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several regions, and the way there. */
class KmsRegionsTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Cloud cloud;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnOldestAndNewestJdk
    void where_region_a_hangs_and_region_b_answers_the_program_starts_within_5_s(Jdk jdk) {
        TestKms b = cloud.region("eu-west-1");
        TestKey keyA = cloud.kms().hangs().createSymmetric();
        TestKey keyB = b.createSymmetric();
        cloud.document(
                "secrets.yaml",
                List.of(at(cloud.kms(), keyA), at(b, keyB)),
                Map.of("A", new Sealer(keyA, keyB).seal("A", secret)));
        String text = cloud.desk().read("secrets.yaml");
        cloud.desk().write("secrets.yaml", text.replaceFirst("ske:\n", "ske:\n  deadline: 60s\n"));
        long millis = Long.MAX_VALUE;
        for (int tries = 0; tries < 4 && millis >= 5_000; tries++) { // a machine may be busy, but not for ever
            b.forgetCalls();
            long begun = System.nanoTime();
            Run run = cloud.probe(jdk, "secrets.yaml", "get:A").run().silent();
            millis = Math.min(millis, (System.nanoTime() - begun) / 1_000_000);
            assertThat(run.value("get A")).isEqualTo(secret);
            assertThat(b.calls()).isEqualTo(Map.of("Decrypt", 1));
        }
        assertThat(millis).as("milliseconds").isLessThan(5_000);
    }

    @OnOldestAndNewestJdk
    void keys_of_several_regions_are_asked_each_where_it_lives(Jdk jdk) {
        TestKms other = cloud.region("ap-southeast-2");
        TestKey here = cloud.kms().createSymmetric();
        TestKey there = other.createSymmetric();
        String second = Any.secret();
        cloud.document(
                "secrets.yaml",
                List.of(at(cloud.kms(), here), at(other, there)),
                Map.of("A", new Sealer(here).seal("A", secret), "B", new Sealer(there).seal("B", second)));
        Run run = cloud.probe(jdk, "secrets.yaml", "get:A", "get:B").run().silent();
        assertThat(run.value("get A")).isEqualTo(secret);
        assertThat(run.value("get B")).isEqualTo(second);
        assertThat(cloud.kms().calls("Decrypt")).isEqualTo(1);
        assertThat(other.calls("Decrypt")).isEqualTo(1);
    }

    @Test
    void if_the_first_key_is_refused_the_second_is_tried_and_if_all_are_each_is_named() {
        TestKms other = cloud.region("eu-west-1");
        TestKey denied = cloud.kms().createSymmetric().deny("Decrypt");
        TestKey good = other.createSymmetric();
        Map<String, String> values = Map.of("A", new Sealer(denied, good).seal("A", secret));
        cloud.document("secrets.yaml", List.of(at(cloud.kms(), denied), at(other, good)), values);
        Run run = cloud.probe(Jdk.inTurn(1), "secrets.yaml", "get:A").run().silent();
        assertThat(run.value("get A")).isEqualTo(secret);

        good.state(TestKey.State.Disabled);
        Run none = cloud.probe(Jdk.inTurn(2), "secrets.yaml", "get:A").run();
        assertThat(none.exit()).as("%s", none).isEqualTo(77);
        assertThat(none.stdout()).isEmpty();
        assertThat(none.stderr()).contains(denied.arn(), good.arn(), "kms:Decrypt", "disabled");
    }

    @Test
    void without_a_word_about_the_region_the_arn_tells_it_and_else_the_environment() {
        TestKey key = cloud.kms().createSymmetric();
        cloud.document("arn.yaml", List.of("aws-kms: '" + key.arn() + "'"), Map.of("A", Cloud.direct(key, secret)));
        Run arn = cloud.probe(Jdk.inTurn(0), "arn.yaml", "get:A")
                .env("AWS_REGION", "us-west-2")
                .run()
                .silent();
        assertThat(arn.value("get A")).isEqualTo(secret);
        cloud.document("id.yaml", List.of("aws-kms: " + key.id()), Map.of("A", Cloud.direct(key, secret)));
        Launch byVariable = cloud.probe(Jdk.inTurn(1), "id.yaml", "get:A");
        assertThat(byVariable.run().silent().value("get A")).isEqualTo(secret);
        Run byInstance = Jdk.inTurn(2)
                .probe(cloud.desk().agent("id.yaml"), "get:A")
                .env("AWS_ENDPOINT_URL_KMS", cloud.kms().endpoint())
                .env(cloud.roles().instance())
                .run()
                .silent();
        assertThat(byInstance.value("get A")).isEqualTo(secret);
        assertThat(cloud.roles().asked("region")).isPositive();
    }

    @OnOldestAndNewestJdk
    void behind_an_authenticating_proxy_with_a_private_authority_all_is_set_by_the_programs_options(Jdk jdk) {
        String host = "kms." + Cloud.REGION + ".amazonaws.com";
        String password = Any.secret();
        Authority authority = new Authority(folder, host);
        try (TestKms kms = TestKms.startTls(Cloud.REGION, authority.server())
                        .admit(cloud.roles().credentials());
                TestProxy proxy = TestProxy.start(kms.port(), "app", password)) {
            TestKey key = kms.createSymmetric();
            cloud.document(
                    "secrets.yaml",
                    List.of("aws-kms: '" + key.arn() + "'"),
                    Map.of("A", new Sealer(Wrapper.of(key, Map.of())).seal("A", secret)));
            List<String> options = new ArrayList<>(authority.trusted());
            options.addAll(List.of(
                    "-Dhttps.proxyHost=127.0.0.1",
                    "-Dhttps.proxyPort=" + proxy.port(),
                    "-Dhttps.proxyUser=app",
                    "-Dhttps.proxyPassword=" + password,
                    cloud.desk().agent("secrets.yaml")));
            Run run = jdk.program("probe.Probe", options, "get:A", "property:https.proxyUser")
                    .env(cloud.roles().container())
                    .run()
                    .silent();
            assertThat(run.value("get A")).isEqualTo(secret);
            assertThat(run.value("property https.proxyUser")).isEqualTo("app");
            assertThat(proxy.connected()).isNotEmpty().containsOnly(host + ":443");
            assertThat(kms.calls()).isEqualTo(Map.of("Decrypt", 1));
        }
    }

    private static String at(TestKms kms, TestKey key) {
        return "aws-kms: '" + key.arn() + "', endpoint: '" + kms.endpoint() + "'";
    }
}
