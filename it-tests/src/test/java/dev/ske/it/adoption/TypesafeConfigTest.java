package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Typesafe Config",
        program = "typesafe-config",
        artifact = "config",
        how = "`${?DB_PASSWORD}` in application.conf",
        rotation = "no: what `load()` read is kept")
class TypesafeConfigTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void an_optional_reference_of_application_conf_is_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("typesafe-config")
                .launch(jdk, secret.agent(), "adoption.TypesafeConfig")
                .run()
                .silent();
        assertThat(run.value("password")).isEqualTo(secret.value());
    }
}
