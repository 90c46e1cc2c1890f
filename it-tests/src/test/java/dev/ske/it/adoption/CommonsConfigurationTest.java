package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Apache Commons Configuration",
        program = "commons-configuration",
        artifact = "commons-configuration2",
        how = "`${env:DB_PASSWORD}`, `EnvironmentConfiguration`",
        rotation = "reference: yes; `EnvironmentConfiguration`: no, it copies the map")
class CommonsConfigurationTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_reference_and_the_environments_configuration_are_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("commons-configuration")
                .launch(jdk, secret.agent(), "adoption.CommonsConfiguration")
                .run()
                .silent();
        assertThat(run.value("reference")).isEqualTo(secret.value());
        assertThat(run.value("environment")).isEqualTo(secret.value());
    }
}
