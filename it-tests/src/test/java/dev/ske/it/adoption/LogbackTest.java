package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Logback",
        program = "logback",
        artifact = "logback-classic",
        how = "`${LOG_TOKEN}` in logback.xml",
        rotation = "when the configuration is read again")
class LogbackTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_variable_of_its_configuration_is_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "LOG_TOKEN");
        Run run = Adopted.program("logback")
                .launch(jdk, secret.agent(), "adoption.Logback")
                .run()
                .silent();
        assertThat(run.stdout()).isEqualTo("token=" + secret.value() + " logged\n");
    }
}
