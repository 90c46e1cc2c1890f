package dev.ske.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ske.it.kms.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The command line of the npm package whose files cross over, {@code @faizahmed/secret-keystore} 1.1.1.
 * {@code SKE_TEST_KEYSTORE} is its path; without it the tests that need it are skipped.
 */
final class NodeOriginal {
    private final String executable;
    private final Path folder;
    private final Map<String, String> kms;
    private final Credentials credentials;

    static NodeOriginal in(Path folder, Map<String, String> kms, Credentials credentials) {
        String executable = System.getenv("SKE_TEST_KEYSTORE");
        assumeTrue(
                executable != null && !executable.isBlank(),
                "SKE_TEST_KEYSTORE names no command line of @faizahmed/secret-keystore: nothing is tested against it");
        return new NodeOriginal(executable, folder, kms, credentials);
    }

    /** Encrypts a file in place. */
    void encrypt(String file, String keyId, String... options) {
        must(run("encrypt", file, keyId).with(options).run());
    }

    /** Writes the plaintext of a file to another. */
    void decrypt(String file, String keyId, String output) {
        must(tryToDecrypt(file, keyId, output));
    }

    Run tryToDecrypt(String file, String keyId, String output) {
        return run("decrypt", file, keyId)
                .with("--output=" + folder.resolve(output))
                .run();
    }

    /** Any command line of its own in another folder, with the credentials that the environment leads to. */
    Launch command(Path where, Map<String, String> environment, String... arguments) {
        return Launch.of(executable).with(arguments).env(environment).in(where);
    }

    /** Runs a script that finds the package's folder in its first argument. */
    Run script(String text, String... arguments) {
        try {
            Path script = Files.writeString(folder.resolve("script.cjs"), text);
            Path root = Path.of(executable).toRealPath().getParent().getParent();
            return Launch.of("node")
                    .with(script.toString(), root.toString())
                    .with(arguments)
                    .env(kms)
                    .env("AWS_ACCESS_KEY_ID", credentials.accessKey())
                    .env("AWS_SECRET_ACCESS_KEY", credentials.secretKey())
                    .in(folder)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Launch run(String command, String file, String keyId) {
        return Launch.of(executable)
                .with(command, "--path=" + folder.resolve(file), "--kms-key-id=" + keyId, "--use-credentials")
                .env(kms)
                .env("AWS_ACCESS_KEY_ID", credentials.accessKey())
                .env("AWS_SECRET_ACCESS_KEY", credentials.secretKey())
                .in(folder);
    }

    private static void must(Run run) {
        if (run.exit() != 0) {
            throw new AssertionError("the Node original failed\n" + run);
        }
    }

    private NodeOriginal(String executable, Path folder, Map<String, String> kms, Credentials credentials) {
        this.executable = executable;
        this.folder = folder;
        this.kms = kms;
        this.credentials = credentials;
    }
}
