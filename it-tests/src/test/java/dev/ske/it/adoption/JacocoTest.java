package dev.ske.it.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ske.it.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

@Adopts(
        name = "JaCoCo",
        program = "jacoco",
        artifact = "org.jacoco.agent",
        how = TwoAgents.HOW,
        rotation = "as the program reads it")
class JacocoTest {
    @TempDir
    Path folder;

    @OnAdoptedJdks
    void it_covers_the_program_in_either_order(Jdk jdk) throws IOException {
        OneSecret secret = OneSecret.of(folder, "DB_PASSWORD");
        Adopted program = Adopted.program("jacoco");
        Path coverage = folder.resolve("jacoco.exec");
        String jacoco = "-javaagent:" + program.library("org.jacoco.agent") + "=destfile=" + coverage;
        for (List<String> agents : TwoAgents.inEitherOrder(jacoco, secret)) {
            secret.isShown(program.launch(jdk, agents, "adoption.Covered").run().silent(), "password");
            assertThat(Files.readString(coverage, StandardCharsets.ISO_8859_1)).contains("adoption/Covered");
            Files.delete(coverage);
        }
    }
}
