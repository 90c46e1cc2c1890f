package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.enclave.Question;
import dev.ske.it.enclave.Trouble;
import dev.ske.it.kms.TestKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of keys whose policy demands attestation, served inside an enclave. */
class AttestationTest {
    private static final int VALUES = 50;

    @TempDir
    Path folder;

    @OnEachJdk
    void fifty_values_cost_one_document_and_no_plaintext_comes(Jdk jdk) {
        try (Enclave enclave = new Enclave(folder)) {
            Map<String, String> secrets = fifty(enclave, enclave.key());
            Run run = enclave.probe(jdk, "secrets.yaml", verbs(secrets)).run();
            served(secrets, run);
            assertThat(run.errors())
                    .contains("ske: debug: kms: attestation: 1 document, 50 attested calls,"
                            + " 0 answers with a Plaintext field");
            assertThat(run.stderr()).doesNotContain("ske: warning", "WARNING");
            assertThat(enclave.kms().calls("Decrypt", true)).isEqualTo(VALUES);
            assertThat(enclave.kms().calls()).isEqualTo(Map.of("Decrypt", VALUES));
            assertThat(enclave.kms().plaintexts()).isZero();
            assertThat(enclave.kms().documents()).isEqualTo(1);
            assertThat(enclave.endpoint().questions()).hasSize(1);
            assertThat(enclave.endpoint().refused()).isEmpty();
            enclave.nothingIsPrintedOf("secrets.yaml", run);
        }
    }

    static List<Arguments> wheres() {
        List<Arguments> wheres = new ArrayList<>();
        for (Jdk jdk : Jdk.oldestAndNewest()) {
            for (String isolation : List.of("process", "in-process")) {
                wheres.add(Arguments.of(jdk, isolation));
            }
        }
        return wheres;
    }

    /** Two keys with the same settings share the document; and the endpoint is asked as the Node original asks. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("wheres")
    void each_form_of_value_is_opened_attested(Jdk jdk, String isolation) {
        try (Enclave enclave = new Enclave(folder, Question.Style.ORIGINAL)) {
            TestKey symmetric = enclave.key();
            TestKey rsa = enclave.kms().createRsa(2048).onlyFor(enclave.module().pcr0());
            Map<String, String> secrets = new LinkedHashMap<>();
            Map<String, String> written = new LinkedHashMap<>();
            for (String name : List.of("V2", "DIRECT", "ENVELOPE", "V2_RSA")) {
                String secret = Any.secret();
                secrets.put(name, secret);
                written.put(
                        name,
                        switch (name) {
                            case "V2" -> new Sealer(symmetric).seal(name, secret);
                            case "DIRECT" -> Cloud.direct(symmetric, secret);
                            case "ENVELOPE" -> Cloud.envelope(rsa, secret);
                            default -> new Sealer(rsa).seal(name, secret);
                        });
            }
            String settings = "style: original, user-data: 'billing \u00fc'";
            enclave.document(
                    "secrets.yaml",
                    List.of(
                            enclave.configured(symmetric, settings) + ", isolation: " + isolation,
                            enclave.configured(rsa, settings)),
                    written);
            Run run = enclave.probe(jdk, "secrets.yaml", verbs(secrets)).run();
            served(secrets, run);
            assertThat(run.stderr())
                    .containsPattern("kms: attestation: 1 document, [4-9] attested calls, 0 answers with a Plaintext");
            // of the two values that name no key one asks the other key too, or both do on a slow machine
            assertThat(enclave.kms().calls("Decrypt", true)).isBetween(4, 6);
            assertThat(enclave.kms().calls("Decrypt", false)).isZero();
            assertThat(enclave.kms().plaintexts()).isZero();
            assertThat(enclave.endpoint().refused()).isEmpty();
            assertThat(enclave.endpoint().questions()).singleElement().satisfies(question -> {
                assertThat(question.userData()).isEqualTo("billing \u00fc".getBytes(StandardCharsets.UTF_8));
                assertThat(question.nonce()).hasSizeBetween(16, 512);
            });
            enclave.nothingIsPrintedOf("secrets.yaml", run);
        }
    }

    @Test
    void keys_with_other_settings_have_documents_of_their_own() {
        try (Enclave enclave = new Enclave(folder)) {
            TestKey one = enclave.key();
            TestKey other = enclave.key();
            Map<String, String> secrets = Map.of("A", Any.secret(), "B", Any.secret());
            enclave.document(
                    "secrets.yaml",
                    List.of(enclave.configured(one), enclave.configured(other, "user-data: other", "rsa-bits: 3072")),
                    Map.of(
                            "A", Cloud.direct(one, secrets.get("A")),
                            "B", new Sealer(other).seal("B", secrets.get("B"))));
            Run run =
                    enclave.probe(Jdk.newest(), "secrets.yaml", verbs(secrets)).run();
            served(secrets, run);
            assertThat(run.stderr()).contains("kms: attestation: 2 documents, ");
            assertThat(enclave.kms().documents()).isEqualTo(2);
            assertThat(enclave.kms().calls("Decrypt", false)).isZero();
        }
    }

    @OnOldestAndNewestJdk
    void a_document_that_kms_finds_too_old_is_made_anew_once(Jdk jdk) {
        try (Enclave enclave = new Enclave(folder)) {
            enclave.endpoint().stale(1, 400_000);
            enclave.kms().latency(20);
            Map<String, String> secrets = fifty(enclave, enclave.key());
            Run run = enclave.probe(jdk, "secrets.yaml", verbs(secrets)).run();
            served(secrets, run);
            assertThat(enclave.endpoint().questions()).hasSize(2);
            assertThat(enclave.kms().documents()).isEqualTo(2);
            assertThat(enclave.kms().calls("Decrypt", true)).isBetween(VALUES + 1, VALUES + 8);
            assertThat(enclave.kms().calls("Decrypt", false)).isZero();
            assertThat(enclave.kms().plaintexts()).isZero();
            assertThat(run.stderr()).contains("kms: attestation: 2 documents, ").doesNotContain("ske: warning");
            enclave.nothingIsPrintedOf("secrets.yaml", run);
        }
    }

    @Test
    void a_document_is_made_anew_before_kms_finds_it_too_old() {
        try (Enclave enclave = new Enclave(folder)) {
            enclave.kms().latency(400);
            Map<String, String> secrets = fifty(enclave, enclave.key(), "max-age: 1s");
            Run run =
                    enclave.probe(Jdk.newest(), "secrets.yaml", verbs(secrets)).run();
            served(secrets, run);
            assertThat(enclave.kms().documents()).isGreaterThan(1);
            assertThat(enclave.endpoint().questions())
                    .hasSize(enclave.kms().documents())
                    .extracting(question -> Base64.getEncoder().encodeToString(question.publicKey()))
                    .doesNotHaveDuplicates();
            assertThat(enclave.kms().calls()).isEqualTo(Map.of("Decrypt", VALUES));
            assertThat(enclave.kms().plaintexts()).isZero();
        }
    }

    /** The public key, which is as new as a nonce, tells enough; and a tag says no more than what was asked for. */
    @Test
    void a_document_without_a_nonce_and_with_cose_s_tag_is_taken() {
        try (Enclave enclave = new Enclave(folder)) {
            enclave.module().tagged();
            enclave.endpoint().trouble(Trouble.NO_NONCE);
            Map<String, String> secrets = fifty(enclave, enclave.key());
            Run run =
                    enclave.probe(Jdk.newest(), "secrets.yaml", verbs(secrets)).run();
            served(secrets, run);
            assertThat(enclave.kms().calls("Decrypt", true)).isEqualTo(VALUES);
        }
    }

    @OnOldestAndNewestJdk
    void a_document_that_was_made_elsewhere_is_used_with_its_private_key(Jdk jdk) {
        try (Enclave enclave = new Enclave(folder)) {
            Map<String, String> secrets = Map.of("A", Any.secret(), "B", Any.secret());
            TestKey key = enclave.key();
            enclave.writeDocument();
            enclave.document(
                    "secrets.yaml",
                    List.of(Enclave.attested(key, "source: 'file:./doc.cbor', private-key: 'file:./key.pem'")),
                    Map.of("A", Cloud.direct(key, secrets.get("A")), "B", new Sealer(key).seal("B", secrets.get("B"))));
            Run run = enclave.probe(jdk, "secrets.yaml", verbs(secrets)).run();
            served(secrets, run);
            assertThat(enclave.kms().calls("Decrypt", true)).isEqualTo(2);
            assertThat(enclave.kms().calls("Decrypt", false) + enclave.kms().plaintexts())
                    .isZero();
            assertThat(enclave.endpoint().questions()).isEmpty();
            String pem = enclave.cloud().desk().read("key.pem");
            assertThat(run.stderr()).doesNotContain(pem.substring(200, 240));
        }
    }

    private static Map<String, String> fifty(Enclave enclave, TestKey key, String... settings) {
        Map<String, String> secrets = new LinkedHashMap<>();
        Map<String, String> written = new LinkedHashMap<>();
        for (int i = 0; i < VALUES; i++) {
            String secret = Any.secret();
            secrets.put("V" + i, secret);
            written.put("V" + i, Cloud.direct(key, secret));
        }
        enclave.document("secrets.yaml", List.of(enclave.configured(key, settings)), written);
        return secrets;
    }

    private static String[] verbs(Map<String, String> secrets) {
        return secrets.keySet().stream().map(name -> "get:" + name).toArray(String[]::new);
    }

    private static void served(Map<String, String> secrets, Run run) {
        assertThat(run.exit()).as("%s", run).isZero();
        secrets.forEach((name, secret) -> {
            assertThat(run.value("get " + name)).isEqualTo(secret);
            assertThat(run.stderr()).doesNotContain(secret);
        });
    }
}
