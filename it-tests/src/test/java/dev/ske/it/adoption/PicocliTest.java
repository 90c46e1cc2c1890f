package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "picocli",
        program = "picocli",
        artifact = "picocli",
        how = "`${env:DB_PASSWORD}` as the default of an option",
        rotation = "yes")
class PicocliTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void the_default_of_an_option_is_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("picocli")
                .launch(jdk, secret.agent(), "adoption.Login")
                .run()
                .silent();
        secret.isShown(run, "password");
    }
}
