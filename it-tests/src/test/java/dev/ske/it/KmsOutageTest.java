package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.kms.TestKey;
import dev.ske.it.kms.TestKms;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** KMS is down while values are refreshed from it. {@code -Dske.outage.seconds=30} makes it longer. */
class KmsOutageTest {
    private static final int SECONDS = Integer.getInteger("ske.outage.seconds", 6);

    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Cloud cloud;

    @BeforeEach
    void take_a_desk() {
        cloud = new Cloud(folder);
        TestKey key = cloud.kms().createSymmetric();
        cloud.desk().write("secrets.yaml", """
                        ske:
                          keys: ['aws-kms:%s']
                          refresh: {ttl: 2s, auto: true, reopen: true}
                        A: %s
                        """.formatted(key.arn(), new Sealer(key).seal("A", secret)));
    }

    @AfterEach
    void leave() {
        cloud.close();
    }

    @OnEachJdk
    void the_last_good_values_are_served_and_two_warnings_tell(Jdk jdk) throws InterruptedException {
        try (Live live = program(jdk).start(SECONDS + 120)) {
            Run before = awaited(live, report -> refreshes(report) >= 2);
            assertThat(fails(before)).as("%s", before).isFalse();
            assertThat(before.stderr()).isEmpty();

            Instant down = Instant.now();
            cloud.kms().cuts(TestKms.FOR_EVER);
            Thread.sleep(SECONDS * 1000L);
            Run failing = awaited(live, KmsOutageTest::fails);
            assertThat(Instant.parse(failing.value("failing since"))).isBetween(down, Instant.now());
            assertThat(failing.value("failure")).contains("KMS_UNREACHABLE").doesNotContain(secret);
            assertThat(failing.errors()).as("%s", failing).hasSize(1);
            assertThat(failing.stderr()).contains("refreshing failed", "[KMS_UNREACHABLE]", "last values");

            cloud.kms().recovers();
            Run after = awaited(live, report -> !fails(report));
            Thread.sleep(3000);
            Run end = live.ask("report");
            assertThat(end.errors()).as("%s", after).hasSize(2);
            assertThat(end.errors().get(1)).startsWith("ske: warning: refreshing works again after ");
            assertThat(Long.parseLong(end.value("refreshes")))
                    .isGreaterThan(Long.parseLong(failing.value("refreshes")));
            assertThat(end.value("wrong")).isEqualTo("0");
            assertThat(Long.parseLong(end.value("reads"))).isGreaterThan(SECONDS * 100L);
            assertThat(live.end().exit()).isZero();
        }
    }

    private Launch program(Jdk jdk) {
        return jdk.java(cloud.desk().agent("secrets.yaml"))
                .with("-cp", Programs.api() + File.pathSeparator + Jars.api(), "probe.OutageProbe")
                .env(cloud.environment());
    }

    /** Asks until the answer is as it should be, or the program is killed. */
    private static Run awaited(Live live, Predicate<Run> asItShouldBe) throws InterruptedException {
        while (true) {
            Run report = live.ask("report");
            if (asItShouldBe.test(report)) {
                return report;
            }
            Thread.sleep(100);
        }
    }

    private static boolean fails(Run report) {
        return !report.value("failing since").equals("never");
    }

    private static int refreshes(Run report) {
        return Integer.parseInt(report.value("refreshes"));
    }
}
