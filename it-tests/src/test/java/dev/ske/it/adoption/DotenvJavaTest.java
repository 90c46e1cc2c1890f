package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "dotenv-java",
        program = "dotenv-java",
        artifact = "dotenv-java",
        how = "`dotenv.get(\"DB_PASSWORD\")`",
        rotation = "yes; `entries()`: no, `load()` copies the map")
class DotenvJavaTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void it_gets_the_secret_where_no_env_file_says_it(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("dotenv-java")
                .launch(jdk, secret.agent(), "adoption.Dotenvs")
                .run()
                .silent();
        secret.isShown(run, "password");
    }
}
