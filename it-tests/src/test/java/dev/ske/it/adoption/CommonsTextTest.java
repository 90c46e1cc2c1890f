package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Apache Commons Text",
        program = "commons-text",
        artifact = "commons-text",
        how = "`${env:DB_PASSWORD}`, or `StringSubstitutor` over the map",
        rotation = "yes")
class CommonsTextTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void an_interpolated_reference_and_the_map_are_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("commons-text")
                .launch(jdk, secret.agent(), "adoption.Text")
                .run()
                .silent();
        secret.isShown(run, "password", "map");
    }

    @Test
    void a_changed_secret_is_seen_at_the_next_replacement() {
        Adopted program = Adopted.program("commons-text");
        new Rotation(folder, "DB_PASSWORD", agent -> program.launch(Jdk.running(), agent, "adoption.Text"), "password")
                .follows("password", "map");
    }
}
