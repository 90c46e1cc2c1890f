package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Live;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Apache Camel",
        program = "camel",
        artifact = "camel-core-engine",
        how = "`{{env:DB_PASSWORD}}`",
        rotation = "where a placeholder is resolved again",
        jdks = {17, 25})
class CamelTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_placeholder_is_the_secret(Jdk jdk) throws InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "DB_PASSWORD");
        try (Live live = Adopted.program("camel")
                .launch(jdk, secret.agent(), "adoption.Camel")
                .start()) {
            assertThat(secret.askUntilSeen(live).value("password")).isEqualTo(secret.value());
            secret.change();
            assertThat(secret.askUntilSeen(live).value("password")).isEqualTo(secret.value());
            live.end().silent();
        }
    }
}
