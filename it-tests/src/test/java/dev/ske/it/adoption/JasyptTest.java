package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Any;
import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Jasypt",
        program = "jasypt",
        artifact = "jasypt",
        how = "`JASYPT_PASSWORD`, by `setPasswordEnvName`; its `ENC(...)` values stay as they are",
        rotation = "no: an encryptor keeps its password")
class JasyptTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void the_password_that_opens_its_own_values_is_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "JASYPT_PASSWORD");
        String text = Any.secret();
        Adopted program = Adopted.program("jasypt");
        String encrypted = program.launch(jdk, "-Dno.agent", "adoption.Jasypt", "encrypt", text)
                .env("JASYPT_PASSWORD", secret.value())
                .run()
                .silent()
                .value("encrypted");
        Run run = program.launch(jdk, secret.agent(), "adoption.Jasypt", "show", encrypted)
                .run()
                .silent();
        assertThat(run.value("password")).isEqualTo(text);
    }
}
