package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Any;
import dev.ske.it.Cloud;
import dev.ske.it.Jdk;
import dev.ske.it.Run;
import dev.ske.it.kms.TestKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "AWS SDK",
        program = "aws-sdk",
        artifact = "auth",
        how = "`AWS_SECRET_ACCESS_KEY`, by the default chain; beside the agent's own SDK too",
        rotation = "yes")
class AwsSdkTest {
    @TempDir
    Path folder;

    private final String secret = Any.secret();

    /** The agent's SDK, of another version, is loaded in the same JVM, and has asked KMS with other credentials. */
    @OnAdoptedJdks
    void its_environment_credentials_are_the_secret_beside_the_sdk_that_opened_it(Jdk jdk) {
        try (Cloud cloud = new Cloud(folder)) {
            TestKey key = cloud.kms().createSymmetric();
            cloud.document(
                    "secrets.yaml",
                    List.of("aws-kms: '" + key.arn() + "', isolation: in-process"),
                    Map.of("aws.secret_access_key", Cloud.direct(key, secret)));
            Run run = Adopted.program("aws-sdk")
                    .launch(jdk, cloud.desk().agent("secrets.yaml"), "adoption.AwsSdk")
                    .env(cloud.environment())
                    .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
                    .run()
                    .silent();
            assertThat(run.value("id")).isEqualTo("AKIDEXAMPLE");
            assertThat(run.value("key")).isEqualTo(secret);
        }
    }

    @Test
    void a_changed_secret_is_seen_by_the_same_provider() {
        Adopted program = Adopted.program("aws-sdk");
        new Rotation(
                        folder,
                        "AWS_SECRET_ACCESS_KEY",
                        agent -> program.launch(Jdk.running(), agent, "adoption.AwsSdk")
                                .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
                        "key")
                .follows("key");
    }
}
