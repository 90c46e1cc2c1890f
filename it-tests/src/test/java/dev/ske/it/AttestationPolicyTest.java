package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.enclave.Trouble;
import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code required: false} allows, and what it does not. */
class AttestationPolicyTest {
    @TempDir
    Path folder;

    private final String one = Any.secret();
    private final String two = Any.secret();
    private Enclave enclave;
    private TestKey key;

    @BeforeEach
    void enter() {
        enclave = new Enclave(folder);
        key = enclave.kms().createSymmetric();
        document("secrets.yaml", "required: false");
    }

    @AfterEach
    void leave() {
        enclave.close();
    }

    @OnOldestAndNewestJdk
    void where_it_is_not_required_a_failure_is_one_warning_and_values_are_served(Jdk jdk) {
        enclave.endpoint().trouble(Trouble.BREAKS);
        Run run = enclave.cloud()
                .probe(jdk, "secrets.yaml", "get:A", "get:B", "get:C")
                .run();
        served(run);
        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("ske: warning: ")
                .contains(key.arn() + ": attestation by ", "500")
                .endsWith(
                        " [ATTESTATION_FETCH_FAILED]; attestation is not required, so its values are decrypted without it");
        enclave.nothingIsPrintedOf("secrets.yaml", run);
        assertThat(enclave.kms().calls("Decrypt", true)).isZero();
        assertThat(enclave.kms().calls("Decrypt", false)).isEqualTo(3);
        assertThat(enclave.endpoint().questions()).hasSize(1);
    }

    @Test
    void what_is_not_required_is_used_where_it_works() {
        Run run = enclave.cloud()
                .probe(Jdk.newest(), "secrets.yaml", "get:A", "get:B", "get:C")
                .run()
                .silent();
        served(run);
        assertThat(enclave.kms().calls("Decrypt", true)).isEqualTo(3);
        assertThat(enclave.kms().calls("Decrypt", false) + enclave.kms().plaintexts())
                .isZero();
    }

    @OnOldestAndNewestJdk
    void where_the_key_demands_it_falling_back_ends_with_the_key_s_refusal(Jdk jdk) {
        key.onlyFor(enclave.module().pcr0());
        enclave.endpoint().trouble(Trouble.HTML);
        Run run = enclave.cloud().probe(jdk, "secrets.yaml", "get:A").run();
        assertThat(run.errors()).hasSize(3);
        assertThat(run.errors().get(0)).startsWith("ske: warning: ").contains("[ATTESTATION_FETCH_FAILED]");
        StartFailure.check(
                new Run(run.pid(), run.exit(), run.stdout(), run.stderr().replaceFirst("ske: warning: .*\n", "")),
                "KMS_ACCESS_DENIED",
                "kms:Decrypt");
        enclave.nothingIsPrintedOf("secrets.yaml", run);
    }

    /** A refusal of KMS is no failure of attestation: an attested request that is denied is not made again without. */
    @Test
    void a_denied_request_is_not_made_again_without_attestation() {
        key.onlyFor("ab".repeat(48));
        Run run = enclave.cloud().probe(Jdk.newest(), "secrets.yaml", "get:A").run();
        StartFailure.check(run, "KMS_ACCESS_DENIED", "PCR0");
        assertThat(enclave.kms().calls("Decrypt", false)).isZero();
    }

    @Test
    void the_plaintext_of_a_kms_that_does_not_know_attestation_is_asked_for_again() {
        enclave.kms().ignoresRecipients();
        Run run = enclave.cloud()
                .probe(Jdk.newest(), "secrets.yaml", "get:A", "get:B", "get:C")
                .run();
        served(run);
        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("ske: warning: ")
                .contains("[ATTESTATION_UNWRAP_FAILED]");
        assertThat(enclave.kms().calls("Decrypt", true)).isBetween(1, 3);
        assertThat(enclave.kms().calls("Decrypt", false)).isEqualTo(3);
    }

    @Test
    void each_key_has_a_policy_of_its_own() {
        TestKey strict = enclave.key();
        String attested = Any.secret();
        enclave.document(
                "two.yaml",
                List.of(enclave.configured(key, "required: false"), enclave.configured(strict)),
                Map.of("A", Cloud.direct(key, one), "B", new Sealer(strict).seal("B", attested)));
        Run good = enclave.cloud()
                .probe(Jdk.newest(), "two.yaml", "get:A", "get:B")
                .run()
                .silent();
        assertThat(good.value("get B")).isEqualTo(attested);
        enclave.kms().forgetCalls();
        enclave.endpoint().trouble(Trouble.ANOTHER_KEY);
        Run bad = enclave.cloud().probe(Jdk.newest(), "two.yaml", "get:A").run();
        assertThat(bad.stdout()).isEmpty();
        assertThat(bad.exit()).as("%s", bad).isEqualTo(69);
        assertThat(bad.stderr())
                .contains("[ATTESTATION_FETCH_FAILED]", strict.arn())
                .doesNotContain(attested, one);
        assertThat(enclave.kms().calls("Decrypt", false)).isLessThanOrEqualTo(1);
    }

    private void document(String name, String... settings) {
        enclave.document(
                name,
                List.of(enclave.configured(key, settings)),
                Map.of(
                        "A", Cloud.direct(key, one),
                        "B", new Sealer(key).seal("B", two),
                        "C", Cloud.direct(key, two)));
    }

    private void served(Run run) {
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.value("get A")).isEqualTo(one);
        assertThat(run.value("get B")).isEqualTo(two);
        assertThat(run.value("get C")).isEqualTo(two);
    }
}
