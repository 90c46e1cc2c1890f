package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Scala",
        program = "scala",
        artifact = "scala-library",
        how = "`sys.env(\"DB_PASSWORD\")`, `Properties.envOrElse`",
        rotation = "yes: each `sys.env` copies the map anew; a copy that is kept does not")
class ScalaTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_program_reads_the_secret_from_sys_env_and_by_properties(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("scala")
                .launch(jdk, secret.agent(), "adoption.Scala")
                .run()
                .silent();
        secret.isShown(run, "get", "map", "kept");
    }

    @Test
    void each_look_up_in_sys_env_sees_a_changed_secret_and_a_map_that_is_kept_does_not() {
        Adopted program = Adopted.program("scala");
        new Rotation(folder, "DB_PASSWORD", agent -> program.launch(Jdk.running(), agent, "adoption.Scala"), "get")
                .follows("get", "map")
                .keeps("kept");
    }
}
