package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Log4j 2",
        program = "log4j2",
        artifact = "log4j-core",
        how = "`${env:LOG_TOKEN}` in log4j2.xml",
        rotation = "when the configuration is read again")
class Log4j2Test {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_reference_of_its_configuration_is_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "LOG_TOKEN");
        Run run = Adopted.program("log4j2")
                .launch(jdk, secret.agent(), "adoption.Log4j2")
                .run()
                .silent();
        assertThat(run.stdout()).isEqualTo("token=" + secret.value() + " logged\n");
    }
}
