package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "OWNER",
        program = "owner",
        artifact = "owner",
        how = "`@Sources(\"system:env\")`, `${DB_PASSWORD}` with the map imported",
        rotation = "no: it copies the map; what is made anew sees it")
class OwnerTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void its_source_system_env_and_an_imported_map_are_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("owner")
                .launch(jdk, secret.agent(), "adoption.Owned")
                .run()
                .silent();
        secret.isShown(run, "source", "imported");
    }

    @Test
    void only_what_is_made_anew_sees_a_changed_secret() {
        Adopted program = Adopted.program("owner");
        new Rotation(folder, "DB_PASSWORD", agent -> program.launch(Jdk.running(), agent, "adoption.Owned"), "anew")
                .follows("anew")
                .keeps("source", "imported");
    }
}
