package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Kotlin",
        program = "kotlin",
        artifact = "kotlin-stdlib",
        how = "`System.getenv(\"DB_PASSWORD\")`, `System.getenv()[\"DB_PASSWORD\"]`",
        rotation = "yes; a copy, as of `toMap()`, does not")
class KotlinTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_program_reads_the_secret_by_name_from_the_map_and_from_a_copy_of_it(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("kotlin")
                .launch(jdk, secret.agent(), "adoption.Kotlin")
                .run()
                .silent();
        secret.isShown(run, "get", "map", "copy");
    }
}
