package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Live;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Micronaut",
        program = "micronaut",
        artifact = "micronaut-context",
        how = "`${DB_PASSWORD}` in application.properties, or `db.password` by its relaxed name",
        rotation = "no: the map is copied",
        jdks = {17, 25})
class MicronautTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_reference_and_a_relaxed_name_are_the_secret(Jdk jdk) throws InterruptedException {
        ChangingSecret secret = new ChangingSecret(folder, "DB_PASSWORD");
        try (Live live = Adopted.program("micronaut")
                .launch(jdk, secret.agent(), "adoption.Micronaut")
                .start()) {
            Run first = secret.askUntilSeen(live);
            assertThat(first.value("reference")).isEqualTo(secret.value());
            assertThat(first.value("relaxed")).isEqualTo(secret.value());
            secret.change();
            Run next = secret.askUntilSeen(live);
            assertThat(next.value("reference")).isEqualTo(first.value("getenv"));
            assertThat(next.value("relaxed")).isEqualTo(first.value("getenv"));
            live.end().silent();
        }
    }
}
