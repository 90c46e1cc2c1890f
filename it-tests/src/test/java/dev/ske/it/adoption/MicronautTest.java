package dev.ske.it.adoption;

import dev.ske.it.Jdk;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "Micronaut",
        program = "micronaut",
        artifact = "micronaut-context",
        how = "`${DB_PASSWORD}` in application.properties, or `db.password` by its relaxed name",
        rotation = RelaxedNames.ROTATION,
        jdks = {17, 25})
class MicronautTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void a_reference_and_a_relaxed_name_are_the_secret(Jdk jdk) throws InterruptedException {
        RelaxedNames.areTheSecretThatItBeganWith(jdk, "micronaut", "adoption.Micronaut", folder);
    }
}
