package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Kafka client",
        program = "kafka-client",
        artifact = "kafka-clients",
        how = "`${env:DB_PASSWORD}` in its properties, by `EnvVarConfigProvider`",
        rotation = "no: a client keeps what its configuration was made with; a new client sees it",
        jdks = {11, 25})
class KafkaClientTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_reference_to_its_provider_of_environment_variables_is_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("kafka-client")
                .launch(jdk, secret.agent(), "adoption.KafkaClient")
                .run()
                .silent();
        secret.isShown(run, "kept", "anew");
    }

    @Test
    void a_new_configuration_alone_sees_a_changed_secret() {
        Adopted program = Adopted.program("kafka-client");
        new Rotation(
                        folder,
                        "DB_PASSWORD",
                        agent -> program.launch(Jdk.running(), agent, "adoption.KafkaClient"),
                        "anew")
                .follows("anew")
                .keeps("kept");
    }
}
