package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Groovy",
        program = "groovy",
        artifact = "groovy",
        how = "`System.getenv('DB_PASSWORD')`, `System.getenv().DB_PASSWORD`",
        rotation = "yes")
class GroovyTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_script_reads_the_secret_by_name_and_from_the_map(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Adopted program = Adopted.program("groovy");
        Run run = program.launch(
                        jdk,
                        secret.agent(),
                        "groovy.ui.GroovyMain",
                        program.folder()
                                .resolve("src/main/groovy/secret.groovy")
                                .toString())
                .run()
                .silent();
        secret.isShown(run, "get", "map", "found");
    }
}
