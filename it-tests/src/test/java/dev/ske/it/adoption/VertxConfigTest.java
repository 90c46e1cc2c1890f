package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Live;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Vert.x Config",
        program = "vertx",
        artifact = "vertx-config",
        how = "the environment store, which is one of those by default",
        rotation = "no: the map is copied",
        jdks = {11, 25})
class VertxConfigTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void the_environments_store_has_the_secret(Jdk jdk) throws InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "DB_PASSWORD");
        try (Live live = Adopted.program("vertx")
                .launch(jdk, secret.agent(), "adoption.VertxConfig")
                .start()) {
            String first = secret.value();
            assertThat(secret.askUntilSeen(live).value("password")).isEqualTo(first);
            secret.change();
            assertThat(secret.askUntilSeen(live).value("password")).isEqualTo(first);
            live.end().silent();
        }
    }
}
