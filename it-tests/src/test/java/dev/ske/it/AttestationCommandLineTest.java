package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.enclave.Trouble;
import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line inside an enclave, with a document whose key demands attestation. */
class AttestationCommandLineTest {
    @TempDir
    Path folder;

    private final String one = Any.secret();
    private final String two = Any.secret();
    private Enclave enclave;

    @BeforeEach
    void enter() {
        enclave = new Enclave(folder);
    }

    @AfterEach
    void leave() {
        enclave.close();
    }

    @Test
    void values_are_written_and_read_attested() {
        TestKey key = enclave.key();
        document(key);
        succeeded(ske("encrypt", "--patterns", "db.*", "secrets.yaml"));
        assertThat(enclave.kms().calls("GenerateDataKey", true)).isEqualTo(1);
        assertThat(enclave.kms().calls("GenerateDataKey", false)).isZero();
        String text = enclave.cloud().desk().read("secrets.yaml");
        assertThat(text).contains("ENC[v2:").doesNotContain(one);

        Run get = ske("get", "db.password", "secrets.yaml");
        assertThat(get.silent().stdout().stripTrailing()).isEqualTo(one);
        Run set = Ske.launch(folder, "set", "db.token", "secrets.yaml")
                .env(enclave.cloud().environment())
                .input(two)
                .run();
        succeeded(set);
        assertThat(enclave.cloud().desk().read("secrets.yaml")).doesNotContain(two);
        succeeded(ske("decrypt", "--output", "plain.yaml", "secrets.yaml"));
        assertThat(enclave.cloud().desk().read("plain.yaml")).contains(one, two);

        assertThat(enclave.kms().calls("Decrypt", true)).isPositive();
        assertThat(enclave.kms().calls("Decrypt", false)).isZero();
        assertThat(enclave.kms().calls("GenerateDataKey", false)).isZero();
        assertThat(enclave.kms().plaintexts()).isZero();
        Run run = enclave.cloud()
                .probe(Jdk.newest(), "secrets.yaml", "get:DB_PASSWORD", "get:DB_TOKEN")
                .run()
                .silent();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(one);
        assertThat(run.value("get DB_TOKEN")).isEqualTo(two);
    }

    /** As on a developer's machine: nothing is asked for that would give a secret, so there is nothing to attest. */
    @Test
    void outside_of_the_enclave_values_are_written_and_none_is_read() {
        document(enclave.key());
        String nobody = "http://127.0.0.1:1/";
        replace(enclave.endpoint().url(), nobody);
        succeeded(ske("encrypt", "--patterns", "db.*", "secrets.yaml"));
        Run set = Ske.launch(folder, "set", "db.token", "secrets.yaml")
                .env(enclave.cloud().environment())
                .input(two)
                .run();
        succeeded(set);
        assertThat(enclave.kms().calls("Encrypt")).isEqualTo(2);
        Run get = ske("get", "db.password", "secrets.yaml");
        assertThat(get.exit()).as("%s", get).isEqualTo(1);
        assertThat(get.stdout()).isEmpty();
        assertThat(get.stderr()).contains("[ATTESTATION_UNAVAILABLE]");
        assertThat(enclave.kms().calls("GenerateDataKey")).isZero();
        assertThat(enclave.kms().calls("Decrypt")).isZero();

        replace(nobody, enclave.endpoint().url());
        Run run = enclave.cloud()
                .probe(Jdk.newest(), "secrets.yaml", "get:DB_PASSWORD", "get:DB_TOKEN")
                .run()
                .silent();
        assertThat(run.value("get DB_PASSWORD")).isEqualTo(one);
        assertThat(run.value("get DB_TOKEN")).isEqualTo(two);
    }

    @Test
    void without_attestation_nothing_is_written() {
        document(enclave.key());
        String before = enclave.cloud().desk().read("secrets.yaml");
        enclave.endpoint().trouble(Trouble.BREAKS);
        Run run = ske("encrypt", "--patterns", "db.*", "secrets.yaml");
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.stderr())
                .contains("[ATTESTATION_FETCH_FAILED]", "500")
                .doesNotContain(enclave.endpoint().canary());
        assertThat(enclave.cloud().desk().read("secrets.yaml")).isEqualTo(before);
        assertThat(enclave.kms().calls("GenerateDataKey", false)).isZero();
        enclave.endpoint().trouble(Trouble.NONE);
        enclave.kms().answersBoth();
        Run both = ske("encrypt", "--patterns", "db.*", "secrets.yaml");
        assertThat(both.exit()).as("%s", both).isEqualTo(1);
        assertThat(both.stderr()).contains("[ATTESTATION_UNWRAP_FAILED]");
        assertThat(enclave.cloud().desk().read("secrets.yaml")).isEqualTo(before);
    }

    private void document(TestKey key) {
        enclave.cloud()
                .desk()
                .write(
                        "secrets.yaml",
                        "ske:\n  keys:\n    - {" + enclave.configured(key) + "}\ndb:\n  password: " + one + "\n");
    }

    private void replace(String source, String by) {
        Desk desk = enclave.cloud().desk();
        String text = desk.read("secrets.yaml");
        assertThat(text).contains(source);
        desk.write("secrets.yaml", text.replace(source, by));
    }

    private Run ske(String... arguments) {
        return Ske.launch(folder, arguments).env(enclave.cloud().environment()).run();
    }

    private void succeeded(Run run) {
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.stdout() + run.stderr()).doesNotContain(one, two, "WARN");
    }
}
