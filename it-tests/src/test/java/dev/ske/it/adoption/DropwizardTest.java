package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Dropwizard",
        program = "dropwizard",
        artifact = "dropwizard-configuration",
        how = "`${DB_PASSWORD}` in config.yml with `EnvironmentVariableSubstitutor`",
        rotation = "no: its configuration is read once",
        jdks = {17, 25})
class DropwizardTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_variable_of_its_configuration_is_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("dropwizard")
                .launch(jdk, secret.agent(), "adoption.Dropwizard")
                .run()
                .silent();
        assertThat(run.value("password")).isEqualTo(secret.value());
    }
}
