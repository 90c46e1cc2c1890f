package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import dev.ske.it.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Hadoop's `Configuration`",
        program = "hadoop",
        artifact = "hadoop-common",
        how = "`${env.DB_PASSWORD}` in core-site.xml",
        rotation = "yes")
class HadoopTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_reference_of_core_site_xml_is_the_secret(Jdk jdk) {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Run run = Adopted.program("hadoop")
                .launch(jdk, secret.agent(), "adoption.Hadoop")
                .run()
                .silent();
        secret.isShown(run, "password");
    }

    @Test
    void a_changed_secret_is_seen_at_the_next_look_up() {
        Adopted program = Adopted.program("hadoop");
        new Rotation(
                        folder,
                        "DB_PASSWORD",
                        agent -> program.launch(Jdk.running(), agent, "adoption.Hadoop"),
                        "password")
                .follows("password");
    }
}
