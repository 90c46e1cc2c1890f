package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Clojure",
        program = "clojure",
        artifact = "clojure",
        how = "`(System/getenv \"DB_PASSWORD\")`, `(get (System/getenv) \"DB_PASSWORD\")`",
        rotation = "yes")
class ClojureTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_script_reads_the_secret_by_name_and_from_the_map(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Adopted program = Adopted.program("clojure");
        Run run = program.launch(
                        jdk,
                        secret.agent(),
                        "clojure.main",
                        program.folder().resolve("src/main/clojure/secret.clj").toString())
                .run()
                .silent();
        secret.isShown(run, "get", "map", "into");
    }
}
