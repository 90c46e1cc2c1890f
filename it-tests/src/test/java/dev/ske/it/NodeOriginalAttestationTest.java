package dev.ske.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.enclave.Question;
import dev.ske.it.kms.Credentials;
import dev.ske.it.kms.TestKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Node original's own attestation against the endpoint and the KMS of these tests: they speak as a client expects. */
class NodeOriginalAttestationTest {
    private static final String CLIENT = """
            const [root, endpoint, keyId, ...blobs] = process.argv.slice(2);
            const {createAttestationManager} = require(root + '/src/attestation/index.js');
            const {KMSClient} = require('node:module').createRequire(root + '/package.json')('@aws-sdk/client-kms');
            (async () => {
                const manager = await createAttestationManager({endpoint, userData: 'billing'});
                for (const blob of blobs) {
                    const opened = await manager.decryptWithAttestation(
                        new KMSClient({}), Buffer.from(blob, 'base64'), keyId);
                    console.log('opened=' + opened.toString('utf8'));
                }
            })().catch(error => {
                console.error(error.name + ': ' + error.message.slice(0, 200));
                process.exit(1);
            });
            """;

    @TempDir
    Path folder;

    @Test
    void the_original_opens_attested_values() {
        Credentials user = Credentials.ofUser();
        try (Enclave enclave = new Enclave(folder, Question.Style.ORIGINAL)) {
            enclave.kms().admit(user);
            NodeOriginal original = NodeOriginal.in(folder, enclave.kms().environment(), user);
            TestKey key = enclave.key();
            String secret = Any.secret();
            String large = "x".repeat(4000) + secret;
            Run run = original.script(CLIENT, enclave.endpoint().url(), key.arn(), blob(key, secret), blob(key, large));
            assertThat(run.exit()).as("%s", run).isZero();
            assertThat(run.lines()).containsExactly("opened=" + secret, "opened=" + large);
            assertThat(enclave.kms().calls("Decrypt", true)).isEqualTo(2);
            assertThat(enclave.kms().plaintexts()).isZero();
            assertThat(enclave.endpoint().questions())
                    .singleElement()
                    .satisfies(question -> assertThat(question.userData())
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo("billing"));

            Run denied = original.script(
                    CLIENT,
                    enclave.endpoint().url(),
                    key.onlyFor("ab".repeat(48)).arn(),
                    blob(key, secret));
            assertThat(denied.exit()).isEqualTo(1);
            assertThat(denied.stderr()).contains("AccessDeniedException");
        }
    }

    private static String blob(TestKey key, String text) {
        return Base64.getEncoder().encodeToString(key.encrypt(text.getBytes(StandardCharsets.UTF_8)));
    }
}
