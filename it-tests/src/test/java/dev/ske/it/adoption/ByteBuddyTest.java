package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Byte Buddy",
        program = "byte-buddy",
        artifact = "byte-buddy",
        how = "`ByteBuddyAgent.install()` beside ours",
        rotation = "as the program reads it")
class ByteBuddyTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_program_that_attaches_it_redefines_its_class(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("byte-buddy")
                .launch(jdk, secret.agent(), "adoption.Redefines")
                .run();
        secret.isShown(run, "password", "map");
        assertThat(run.lines()).contains("before=hello", "after=changed");
        assertThat(run.stderr()).doesNotContain("ske: ");
    }
}
