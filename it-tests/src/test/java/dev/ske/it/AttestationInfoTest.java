package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.enclave.Trouble;
import dev.ske.it.kms.TestKey;
import dev.ske.it.kms.TestKms;
import java.io.File;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program learns of its attestation while it runs. */
class AttestationInfoTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();
    private Enclave enclave;
    private TestKey key;

    @BeforeEach
    void enter() {
        enclave = new Enclave(folder);
        key = enclave.key();
    }

    @AfterEach
    void leave() {
        enclave.close();
    }

    @OnOldestAndNewestJdk
    void a_refresh_shows_a_newer_document_and_one_that_fails_the_old_state(Jdk jdk) throws InterruptedException {
        document("required: true");
        long before = System.currentTimeMillis();
        try (Live live = program(jdk)) {
            Run first = live.ask("report");
            assertThat(first.value("value")).isEqualTo(secret);
            assertThat(first.value("key")).contains(key.arn());
            assertThat(first.value("source")).isEqualTo(enclave.endpoint().url());
            assertThat(first.value("required")).isEqualTo("true");
            assertThat(first.value("attested")).isEqualTo("true");
            assertThat(first.value("failure")).isEqualTo("none");
            long document = Long.parseLong(first.value("document"));
            assertThat(document).isBetween(before, System.currentTimeMillis());

            Thread.sleep(5);
            Run second = live.ask("refresh");
            assertThat(second.value("refreshed")).isEqualTo("yes");
            long newer = Long.parseLong(second.value("document"));
            assertThat(newer).isBetween(document + 1, System.currentTimeMillis());
            assertThat(enclave.kms().calls("Decrypt", true)).isEqualTo(2);

            enclave.kms().cuts(TestKms.FOR_EVER);
            Run third = live.ask("refresh");
            assertThat(third.value("refreshed")).isEqualTo("KMS_UNREACHABLE");
            assertThat(third.value("value")).isEqualTo(secret);
            assertThat(third.value("attested")).isEqualTo("true");
            assertThat(Long.parseLong(third.value("document"))).isEqualTo(newer);

            assertThat(live.printed()).contains("attest");
            for (byte[] handed : enclave.endpoint().documents()) {
                assertThat(live.printed())
                        .doesNotContain(
                                Base64.getEncoder().encodeToString(handed).substring(100, 130));
            }
            assertThat(live.end().exit()).isZero();
        }
        assertThat(enclave.kms().calls("Decrypt", false)).isZero();
    }

    @Test
    void who_fell_back_reads_why_and_a_refresh_that_works_forgets_it() {
        document("required: false");
        key.onlyFor("");
        enclave.endpoint().trouble(Trouble.BREAKS);
        try (Live live = program(Jdk.newest())) {
            Run fallen = live.ask("report");
            assertThat(fallen.value("value")).isEqualTo(secret);
            assertThat(fallen.value("required")).isEqualTo("false");
            assertThat(fallen.value("attested")).isEqualTo("false");
            assertThat(fallen.value("document")).isEqualTo("0");
            assertThat(fallen.value("failure"))
                    .startsWith("ATTESTATION_FETCH_FAILED: ")
                    .contains("500");
            assertThat(fallen.stderr()).startsWith("ske: warning: ");

            enclave.endpoint().trouble(Trouble.NONE);
            Run works = live.ask("refresh");
            assertThat(works.value("refreshed")).isEqualTo("yes");
            assertThat(works.value("attested")).isEqualTo("true");
            assertThat(works.value("failure")).isEqualTo("none");
            assertThat(works.errors()).hasSize(1);
            assertThat(live.printed()).doesNotContain(enclave.endpoint().canary());
            assertThat(live.end().exit()).isZero();
        }
    }

    private void document(String settings) {
        enclave.document(
                "secrets.yaml",
                List.of(enclave.configured(key, settings)),
                Map.of("A", new Sealer(key).seal("A", secret)));
        String text = enclave.cloud().desk().read("secrets.yaml");
        enclave.cloud()
                .desk()
                .write("secrets.yaml", text.replaceFirst("ske:\n", "ske:\n  refresh: {ttl: 1h, reopen: true}\n"));
    }

    private Live program(Jdk jdk) {
        return jdk.java(enclave.cloud().desk().agent("secrets.yaml"))
                .with("-cp", Programs.api() + File.pathSeparator + Jars.api(), "probe.AttestationProbe")
                .env(enclave.cloud().environment())
                .start();
    }
}
