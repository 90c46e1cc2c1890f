package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Quarkus",
        program = "quarkus",
        artifact = "quarkus-core",
        how = "`${DB_PASSWORD}` in application.properties, or an injected `db.password` by its relaxed name",
        rotation = "no: SmallRye Config copies the map",
        jdks = {17, 25})
class QuarkusTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void what_its_build_made_has_the_secret_injected(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("quarkus")
                .jar(jdk, "quarkus-app/quarkus-run.jar", secret.agent())
                .run()
                .silent();
        assertThat(run.value("reference")).isEqualTo(secret.value());
        assertThat(run.value("relaxed")).isEqualTo(secret.value());
    }
}
