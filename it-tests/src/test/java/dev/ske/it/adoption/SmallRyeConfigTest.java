package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "SmallRye Config",
        program = "smallrye-config",
        artifact = "smallrye-config",
        how = "`${DB_PASSWORD}` in microprofile-config.properties, or `db.password` by its relaxed name",
        rotation = RelaxedNames.ROTATION,
        jdks = {17, 25})
class SmallRyeConfigTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_reference_and_a_relaxed_name_are_the_secret(Jdk jdk) throws InterruptedException {
        RelaxedNames.areTheSecretThatItBeganWith(jdk, "smallrye-config", "adoption.SmallRyeConfig", folder);
    }
}
